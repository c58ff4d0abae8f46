import { letterTable, type Romanised, readingsOf } from './romanised.ts';

/** ELOT 743 / ISO 843 type 2 (UN 1987), and the second way in which passports and lists write the letter. */
const elot: Readonly<Record<string, string>> = {
  α: 'a',
  β: 'v',
  γ: 'g',
  δ: 'd',
  ε: 'e',
  ζ: 'z',
  η: 'i',
  θ: 'th',
  ι: 'i',
  κ: 'k',
  λ: 'l',
  μ: 'm',
  ν: 'n',
  ξ: 'x',
  ο: 'o',
  π: 'p',
  ρ: 'r',
  ς: 's',
  σ: 's',
  τ: 't',
  υ: 'y',
  φ: 'f',
  χ: 'ch',
  ψ: 'ps',
  ω: 'o',
};
const common: Readonly<Record<string, string>> = {
  ...elot,
  υ: 'i',
  χ: 'h',
  φ: 'ph',
};
const classical: Readonly<Record<string, string>> = {
  ...elot,
  β: 'b',
  η: 'e',
  υ: 'y',
  χ: 'ch',
  φ: 'ph',
  κ: 'c',
};

const pairs: Readonly<Record<string, string>> = { ου: 'ou', γγ: 'ng', γξ: 'nx', γχ: 'nch' };
const commonPairs: Readonly<Record<string, string>> = {
  ου: 'ou',
  γγ: 'ng',
  γξ: 'nx',
  γχ: 'nh',
  αι: 'e',
  ει: 'i',
  οι: 'i',
  ντ: 'd',
  τζ: 'j',
  τσ: 'ts',
  κσ: 'x',
};
const classicalPairs: Readonly<Record<string, string>> = {
  ου: 'u',
  γγ: 'ng',
  γξ: 'nx',
  γχ: 'nch',
  αι: 'ae',
  οι: 'oe',
  ος: 'us',
};
/** Stops written with two letters; single at the start of a word (ELOT 743 note to μπ; by use for ντ, γκ). */
const stops: Readonly<Record<string, string>> = { μπ: 'b', ντ: 'd', γκ: 'g' };

const first = 0x3b1;
const last = 0x3c9;
const voiceless = 'θκξπσςτφχψ';

interface Style {
  readonly letters: readonly (string | undefined)[];
  readonly pairs: Readonly<Record<string, string>>;
}
const styles = {
  elot: { letters: letterTable(first, last, elot), pairs },
  common: { letters: letterTable(first, last, common), pairs: commonPairs },
  classical: { letters: letterTable(first, last, classical), pairs: classicalPairs },
} satisfies Record<string, Style>;

const diaeresis = '\u0308';
const otherMarks = /[\u0300-\u0307\u0309-\u036f]/g;

/** Reads one Greek word, any case, accented or not: `Αλέξανδρος` → `alexandros`. */
export function romaniseGreek(word: string): Romanised {
  const bare = word.toLowerCase().normalize('NFD').replace(otherMarks, '');
  const best = spell(bare, styles.elot);
  return {
    readings: readingsOf(best, spell(bare, styles.common), spell(bare, styles.classical)),
    system: 'elot-743',
  };
}

function spell(word: string, style: Style): string {
  let reading = '';
  for (let at = 0; at < word.length; at++) {
    const letter = word[at]!;
    const next = word[at + 1] ?? '';
    const apart = word[at + 2] === diaeresis;
    if (letter >= '0' && letter <= '9') reading += letter;
    else if (!apart && next === 'υ' && (letter === 'α' || letter === 'ε' || letter === 'η')) {
      const after = word[at + 2] ?? '';
      reading +=
        style.letters[letter.charCodeAt(0) - first]! +
        (after === '' || voiceless.includes(after) ? 'f' : 'v');
      at++;
    } else if (!apart && style.pairs[letter + next] !== undefined) {
      reading += style.pairs[letter + next];
      at++;
    } else if (stops[letter + next] !== undefined && at === 0) {
      reading += stops[letter + next];
      at++;
    } else reading += style.letters[letter.charCodeAt(0) - first] ?? '';
  }
  return reading;
}
