import { formsOf } from './native-form.ts';
import data from './particles.data.json' with { type: 'json' };
import { type PhraseMatch, phraseTable } from './phrases.ts';

/** A word that joins the parts of a name. */
export interface Particle {
  /**
   * `kunya` (abu, umm) and `head` (abd, ghulam) are content: they belong to the token that follows and are
   * never dropped. The other kinds may be absent on one side without contradiction.
   */
  readonly kind: 'filiation' | 'article' | 'preposition' | 'conjunction' | 'kunya' | 'head';
  readonly meaning: string;
  /** ISO 639 code of the language it is most at home in. */
  readonly language: string;
  /** Also a name or an ordinary word (Ben, An, Al): set aside only between other tokens. */
  readonly weak: boolean;
  /** A particle between two words only: `Li` and `Min` begin and end names as names. */
  readonly inner: boolean;
  /** Other readings of the same letters (`as` is an article, `i` is "and" in Catalan and "of" in Persian). */
  readonly alsoKinds: readonly Particle['kind'][];
}

function particleForms(): Map<string, Particle> {
  const particles = new Map<string, Particle>();
  for (const entry of data.entries) {
    const kind = entry.kind as Particle['kind'];
    for (const marked of formsOf(entry.forms)) {
      const form = marked.replace(/~$/u, '');
      const weak = form !== marked;
      const known = particles.get(form);
      if (known === undefined) {
        const { meaning, language } = entry;
        const inner = 'inner' in entry && entry.inner === true;
        particles.set(form, { kind, meaning, language, weak, inner, alsoKinds: [] });
      } else {
        const alsoKinds =
          known.kind === kind || known.alsoKinds.includes(kind)
            ? known.alsoKinds
            : [...known.alsoKinds, kind];
        particles.set(form, { ...known, weak: known.weak || weak, alsoKinds });
      }
    }
  }
  for (const particle of particles.values()) {
    Object.freeze(particle.alsoKinds);
    Object.freeze(particle);
  }
  return particles;
}

const table = phraseTable(particleForms());

/** Takes one normalised token; gives the particle it is, or undefined. */
export function particle(token: string): Particle | undefined {
  return table.get(token);
}

/** Takes normalised tokens and a place; gives the longest particle that starts there (`van der`, `de la`, `s o`). */
export function particleAt(tokens: readonly string[], index: number): PhraseMatch<Particle> | undefined {
  return table.at(tokens, index);
}
