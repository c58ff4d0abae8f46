import { particle } from '../knowledge/particles.ts';

/**
 * Authorities and clerks print several names as one: `Fahd (a.k.a. Fahid) AL-FURAYJ`, `Denis (Denys/Denis) X`,
 * `Yulia Petrova / Юлія Петрова`, `Anna Gruber, née Huber`, `Omar Salim (previously listed as)`.
 */

/** Most names taken out of one text, and longest text looked into. */
const MOST = 12;
const LONGEST = 500;
/** Signs without which a text holds one name. */
const SIGN = /[(（;；/／]|[,，]\s*[^\s,]+\s+\S|\b(?:a\.\s?k\.\s?a|aka|n[ée]e)\b/iu;
/** What stands beside a name and is none: `born 4 Mar. 1985 in Jakarta`, `previously listed as`, `the American`, `third`. */
const NOTE =
  /^(?:(?:previously|formerly) listed|(?:date|place|year) of birth|dob\b|pob\b|born\b.*\d|passport|.*\bid number|nationality|birth name|nom de guerre|call sign|in (?:arabic|cyrillic|russian|chinese)\b|the\b|third$|second$|jr\.?$|sr\.?$|\d)/iu;
const TRAILING_NOTE =
  /[,.]?\s+(?:born|dob|pob|date of birth|place of birth|passport|nationality)\b[:.]?(?=.*\d).*$/iu;
const ALSO_KNOWN = /^(?:a\.?\s?k\.?\s?a\b\.?|alias\b|also known as\b|also\b|or\b)\s*:?\s*/iu;
const INLINE_ALSO_KNOWN = /\s+(?:\(\s*)?(?:a\.\s?k\.\s?a\.?|aka\b)\s*/iu;
const BORN = /^(?:born|n[ée]e|geb\.?|geborene)\s+/iu;
const INLINE_BORN = /,?\s+n[ée]e\s+/iu;
/** Between alternatives. */
const OR = /\s*(?:[,/;]|\bor\b)\s*/iu;
/** `s/o` and `A/L` are words of their own. */
const SHORT_WORDS = /(?<![\p{L}\p{M}])[\p{L}\p{M}]{1,2}\/|\/[\p{L}\p{M}]{1,2}(?![\p{L}\p{M}])/u;

/**
 * Takes a person's name as printed; gives the names in it, the text itself where it is one name. Only the names: what
 * is told beside them (`born …`, `previously listed as`) is left out. Never empty.
 */
export function namesWithin(text: string): readonly string[] {
  if (text.length > LONGEST || !SIGN.test(text)) return [text];
  const plain = text.replace(/[（）；／，]/gu, (sign) => '();/,'['（）；／，'.indexOf(sign)]!);
  const names = new Set<string>();
  for (const piece of piecesOf(plain, ';')) {
    const told = piece.replace(TRAILING_NOTE, '');
    for (const whole of wholeNames(told)) {
      for (const name of unfolded(whole)) {
        add(names, name);
        if (names.size === MOST) return [...names];
      }
    }
  }
  return names.size === 0 ? [text] : [...names];
}

function add(names: Set<string>, name: string): void {
  const trimmed = name.replace(/\s+/gu, ' ').replace(/^[\s,/]+|[\s,/]+$/gu, '');
  if (/\p{L}/u.test(trimmed)) names.add(trimmed);
}

/** Parts a text at a sign that stands in no parentheses. */
function piecesOf(text: string, sign: string): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')') depth = Math.max(0, depth - 1);
    else if (text[at] === sign && depth === 0) {
      pieces.push(text.slice(start, at));
      start = at + 1;
    }
  }
  pieces.push(text.slice(start));
  return pieces;
}

/** `Ann Bell / Анна Белл`, and `KIM Yong-Nam, KIM Young-Nam`, which share a word; `LÓPEZ DÍAZ, Juan Luis` is one name. */
function wholeNames(text: string): string[] {
  const beside = piecesOf(text, '/');
  if (beside.length > 1 && !SHORT_WORDS.test(text) && beside.every((piece) => wordsOf(piece).length > 1))
    return beside;
  const listed = piecesOf(text, ',').map((piece) => piece.trim());
  const first = new Set(wordsOf(listed[0]!).filter((word) => particle(word) === undefined));
  const spelled = listed.every((piece) => {
    const words = wordsOf(piece);
    return words.length > 1 && words.some((word) => first.has(word));
  });
  return listed.length > 1 && spelled ? listed : [text];
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}'’-]+/gu) ?? [];
}

/** The name without what stands in parentheses, then with each alternative in the place of the word before it. */
function* unfolded(text: string): Generator<string> {
  const open = text.indexOf('(');
  if (open >= 0) {
    const close = endOf(text, open);
    const before = text.slice(0, open).trimEnd();
    const behind = text.slice(close + 1);
    const told = text.slice(open + 1, close).trim();
    // What parentheses begin is part of the name: `(Sheikh) Musa Hilal`.
    if (before === '') {
      yield* unfolded(`${told} ${behind}`);
      return;
    }
    yield* unfolded(`${before} ${behind}`);
    yield* alternatives(before, told, `${behind.replace(/\([^)]*\)?/gu, ' ')}`);
    return;
  }
  const known = INLINE_ALSO_KNOWN.exec(text);
  if (known !== null) {
    const before = text.slice(0, known.index);
    yield* unfolded(before);
    yield* alternatives(before, text.slice(known.index).trim(), '');
    return;
  }
  const born = INLINE_BORN.exec(text);
  if (born !== null) {
    const before = text.slice(0, born.index);
    yield before;
    yield withLast(before, text.slice(born.index + born[0].length));
    return;
  }
  yield* strokes(text);
}

function endOf(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at;
  }
  return text.length;
}

function* alternatives(before: string, told: string, behind: string): Generator<string> {
  if (NOTE.test(told)) return;
  const plain = told.replace(/[()]/gu, ' ').trim();
  if (BORN.test(plain)) {
    yield withLast(`${before} ${behind}`.trim(), plain.replace(BORN, ''));
    return;
  }
  for (const part of plain.replace(ALSO_KNOWN, '').split(OR)) {
    const words = wordsOf(part);
    if (words.length === 0) continue;
    if (words.length > 1 && wordsOf(before).length > 1) yield part;
    else {
      const name = `${withLast(before, part)} ${behind}`;
      // A word alone is no name unless it is said to be one: `Ivan (Serov)`.
      yield wordsOf(name).length > 1 || ALSO_KNOWN.test(told) ? name : `${before} ${part}`;
    }
  }
}

/** The name with another last word. */
function withLast(name: string, word: string): string {
  return name.replace(/[^\s]+\s*$/u, word);
}

/** `Mikalai VARABEI/VERABEI`: either word. */
function* strokes(text: string): Generator<string> {
  const found = /([\p{L}\p{M}'’-]+)\s?\/\s?([\p{L}\p{M}'’-]+)/u.exec(text);
  if (found === null || SHORT_WORDS.test(text)) {
    yield text;
    return;
  }
  const before = text.slice(0, found.index);
  const behind = text.slice(found.index + found[0].length).replace(/^\s?\/\s?/u, ' ');
  for (const word of [found[1], found[2]]) yield `${before}${word}${behind}`;
}
