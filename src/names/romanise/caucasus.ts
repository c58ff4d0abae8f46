import { letterTable, type Romanised, readingsOf } from './romanised.ts';

/** Eastern Armenian as passports write it (BGN/PCGN 1981 without marks). */
const armenian: Readonly<Record<string, string>> = {
  ա: 'a',
  բ: 'b',
  գ: 'g',
  դ: 'd',
  ե: 'e',
  զ: 'z',
  է: 'e',
  ը: 'y',
  թ: 't',
  ժ: 'zh',
  ի: 'i',
  լ: 'l',
  խ: 'kh',
  ծ: 'ts',
  կ: 'k',
  հ: 'h',
  ձ: 'dz',
  ղ: 'gh',
  ճ: 'ch',
  մ: 'm',
  յ: 'y',
  ն: 'n',
  շ: 'sh',
  ո: 'o',
  չ: 'ch',
  պ: 'p',
  ջ: 'j',
  ռ: 'r',
  ս: 's',
  վ: 'v',
  տ: 't',
  ր: 'r',
  ց: 'ts',
  ւ: 'v',
  փ: 'p',
  ք: 'k',
  օ: 'o',
  ֆ: 'f',
  և: 'ev',
};
/** Western Armenian (diaspora of Lebanon, Syria, Turkey): voiced and voiceless stops change places. */
const western: Readonly<Record<string, string>> = {
  ...armenian,
  բ: 'p',
  պ: 'b',
  գ: 'k',
  կ: 'g',
  դ: 't',
  տ: 'd',
  ծ: 'dz',
  ճ: 'j',
  ջ: 'ch',
  ը: 'e',
};

/** Georgian national system of 2002 without apostrophes. */
const georgian: Readonly<Record<string, string>> = {
  ა: 'a',
  ბ: 'b',
  გ: 'g',
  დ: 'd',
  ე: 'e',
  ვ: 'v',
  ზ: 'z',
  თ: 't',
  ი: 'i',
  კ: 'k',
  ლ: 'l',
  მ: 'm',
  ნ: 'n',
  ო: 'o',
  პ: 'p',
  ჟ: 'zh',
  რ: 'r',
  ს: 's',
  ტ: 't',
  უ: 'u',
  ფ: 'p',
  ქ: 'k',
  ღ: 'gh',
  ყ: 'q',
  შ: 'sh',
  ჩ: 'ch',
  ც: 'ts',
  ძ: 'dz',
  წ: 'ts',
  ჭ: 'ch',
  ხ: 'kh',
  ჯ: 'j',
  ჰ: 'h',
  ჱ: 'ey',
  ჲ: 'y',
  ჳ: 'w',
  ჴ: 'q',
  ჵ: 'o',
  ჶ: 'f',
};
/** Older passports and press, through Russian. */
const georgianThroughRussian: Readonly<Record<string, string>> = {
  ...georgian,
  ფ: 'f',
  ყ: 'k',
  ღ: 'g',
  ჯ: 'dzh',
};

type Table = readonly (string | undefined)[];
const easternTable = letterTable(0x561, 0x587, armenian);
const westernTable = letterTable(0x561, 0x587, western);
const georgianTable = letterTable(0x10d0, 0x10f6, georgian);
const throughRussianTable = letterTable(0x10d0, 0x10f6, georgianThroughRussian);

/** Reads one Armenian word, any case: `Սարգսյան` → `sargsyan`, `sargsian`, western `sarksian`. */
export function romaniseArmenian(word: string): Romanised {
  const lower = word.toLowerCase();
  const eastern = spellArmenian(lower, easternTable);
  return {
    readings: readingsOf(
      eastern,
      eastern.replace(/yan$/, 'ian'),
      spellArmenian(lower, westernTable).replace(/yan$/, 'ian'),
    ),
    system: 'armenian',
  };
}

function spellArmenian(word: string, table: Table): string {
  let reading = '';
  for (let at = 0; at < word.length; at++) {
    const letter = word[at]!;
    if (letter === 'ո' && word[at + 1] === 'ւ') {
      reading += 'u';
      at++;
    } else if (at === 0 && letter === 'ո' && word[1] !== 'վ') reading += 'vo';
    else if (at === 0 && (letter === 'ե' || letter === 'և')) reading += letter === 'ե' ? 'ye' : 'yev';
    else reading += spelled(letter, table, 0x561);
  }
  return reading;
}

/** Reads one Georgian word (Mkhedruli, or capitals of U+1C90): `ივანიშვილი` → `ivanishvili`. */
export function romaniseGeorgian(word: string): Romanised {
  const lower = word.toLowerCase();
  const spell = (table: Table) => Array.from(lower, (letter) => spelled(letter, table, 0x10d0)).join('');
  return { readings: readingsOf(spell(georgianTable), spell(throughRussianTable)), system: 'georgian-2002' };
}

function spelled(letter: string, table: Table, first: number): string {
  return letter >= '0' && letter <= '9' ? letter : (table[letter.charCodeAt(0) - first] ?? '');
}
