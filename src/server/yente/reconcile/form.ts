import { BadJson, parseJsonBody } from '../../http/json-body.ts';
import { InvalidForm } from '../detail.ts';

/** JSON in a field of a form. Throws InvalidForm with this title. */
export function parsedField(text: string, title: string): unknown {
  try {
    return parseJsonBody(text);
  } catch (error) {
    if (!(error instanceof BadJson)) throw error;
    throw new InvalidForm(title, [
      { type: 'json_invalid', loc: [], msg: 'Invalid JSON', ctx: { offset: error.offset } },
    ]);
  }
}
