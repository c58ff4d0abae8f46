const whole: Readonly<Record<string, string>> = {
  zi: 'tzu',
  ci: 'tzu',
  si: 'szu',
  zhi: 'chih',
  chi: 'chih',
  shi: 'shih',
  ri: 'jih',
  yi: 'i',
  yan: 'yen',
  ye: 'yeh',
  yue: 'yueh',
  you: 'yu',
  yong: 'yung',
  er: 'erh',
  e: 'o',
  gui: 'kuei',
  kui: 'kuei',
  ge: 'ko',
  ke: 'ko',
  he: 'ho',
};
const initials: Readonly<Record<string, string>> = {
  zh: 'ch',
  ch: 'ch',
  sh: 'sh',
  j: 'ch',
  q: 'ch',
  x: 'hs',
  z: 'ts',
  c: 'ts',
  r: 'j',
  b: 'p',
  d: 't',
  g: 'k',
};
const finals: Readonly<Record<string, string>> = {
  ian: 'ien',
  ie: 'ieh',
  ue: 'ueh',
  ong: 'ung',
  iong: 'iung',
};
const parts = /^(zh|ch|sh|[bcdfghjklmnpqrstwxyz])?(.*)$/;
const keepsUo = new Set(['g', 'k', 'h', 'sh']);

/** A pinyin syllable without tone in Wade-Giles without marks and apostrophes, as Taiwan's names and older texts have it: `xi` → `hsi`, `zhong` → `chung`. */
export function wadeGiles(syllable: string): string {
  const known = whole[syllable];
  if (known !== undefined) return known;
  const [, initial = '', final = ''] = parts.exec(syllable) ?? [];
  const sound = final === 'uo' && !keepsUo.has(initial) ? 'o' : (finals[final] ?? final);
  return (initials[initial] ?? initial) + sound;
}
