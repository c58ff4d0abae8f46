import type { PolicyDocument } from './document.ts';
import borderEu from './profiles/border-eu.data.json' with { type: 'json' };
import euInstant from './profiles/eu-instant.data.json' with { type: 'json' };
import ofac from './profiles/ofac.data.json' with { type: 'json' };
import standard from './profiles/standard.data.json' with { type: 'json' };
import strict from './profiles/strict.data.json' with { type: 'json' };

const FILES: readonly unknown[] = [strict, standard, euInstant, ofac, borderEu];

/** The policies that come with Riegel, each with the source of every setting. */
export const PROFILES = Object.freeze(FILES as readonly PolicyDocument[]);
