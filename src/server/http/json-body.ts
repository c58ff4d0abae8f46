import type { FastifyInstance } from 'fastify';
import { RiegelError } from '../../entity/index.ts';

/** Brackets within brackets, as deep as any body that we read goes with room to spare. */
const MAX_DEPTH = 32;

/** Why a body is no JSON, and where. */
export class BadJson extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Reads JSON bodies as UTF-8 and nothing else: what cannot be read is refused, and not read as something near it. */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseJsonBody(decoded(body as Buffer)));
    } catch (error) {
      if (!(error instanceof BadJson)) return done(error as Error);
      done(new RiegelError('server/bad-json', error.message, { place: { offset: error.offset } }));
    }
  });
}

/** Throws `server/not-utf-8`. */
function decoded(body: Buffer): string {
  try {
    return STRICT.decode(body);
  } catch {
    throw new RiegelError('server/not-utf-8', 'The body is not UTF-8');
  }
}

const STRICT = new TextDecoder('utf-8', { fatal: true });

/** Parses a JSON body; undefined where there is none. Throws BadJson, and `server/too-deep` before anything that deep has been built. */
export function parseJsonBody(text: string): unknown {
  if (text === '') return undefined;
  checkDepth(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : 'no JSON';
    throw new BadJson('The body is no JSON', Number(/position (\d+)/.exec(message)?.[1] ?? 0));
  }
}

function checkDepth(text: string): void {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i);
    if (quoted) {
      if (letter === BACKSLASH) i++;
      else if (letter === QUOTE) quoted = false;
    } else if (letter === QUOTE) quoted = true;
    else if (letter === OPEN_BRACE || letter === OPEN_BRACKET) {
      if (++depth > MAX_DEPTH) {
        throw new RiegelError('server/too-deep', `The body is nested more than ${MAX_DEPTH} deep`);
      }
    } else if (letter === CLOSE_BRACE || letter === CLOSE_BRACKET) depth--;
  }
}

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [...'"\\{}[]'].map(
  (letter) => letter.charCodeAt(0),
) as [number, number, number, number, number, number];
