import type { EdifactMessage } from '../edifact/read.ts';
import type { ManifestOptions } from '../manifest.ts';
import { momentOf } from './dates.ts';

/** What the envelope tells, and the time by which centuries are judged. */
export function envelopeOf(
  { type, version, reference, interchange }: EdifactMessage,
  { asOf }: ManifestOptions,
) {
  const prepared = momentOf(interchange?.prepared ?? '', asOf);
  const sender = interchange?.sender ?? '';
  return {
    format: [type.toLowerCase(), version].filter((part) => part !== '').join('/'),
    ...(reference === '' ? {} : { reference }),
    ...(sender === '' ? {} : { sender }),
    ...(prepared === undefined ? {} : { prepared }),
    asOf:
      prepared === undefined ? asOf : Date.parse(`${prepared}${prepared.length > 10 ? ':00' : 'T00:00:00'}Z`),
  };
}
