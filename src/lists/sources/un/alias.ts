/** One name inside an `ALIAS_NAME`. */
export interface AliasPart {
  readonly name: string;
  /** What the element says of this name, e.g. `previously listed as`, `original script`. */
  readonly kind?: string;
}

const DESCRIPTION =
  /^(?:previously|formerly|prominently|currently) .*$|^(?:combat|birth|maiden|full|false|cover) (?:name|identity)\b.*$|^nom de guerre$|^alias$|^third$/iu;
const ORIGINAL_SCRIPT = /^original script:\s*/iu;
const BORN = /,?\s+born\s+(?:in|on|circa|\d).*$/iu;
const ENUMERATION = /^[a-z]\)\s|\s[a-z]\)\s|^\d{1,2}\)\s|\s\d{1,2}\)\s/u;

/**
 * The names that one `ALIAS_NAME` packs together. The UN separates them with `;` or numbers them (`a) …`),
 * and puts the original script, or its romanisations, or a description in brackets behind. Brackets that
 * belong to a name (`Leader (Hong Kong) International`, `(FIF)`) stay in it.
 */
export function aliasParts(text: string): readonly AliasPart[] {
  return splitNames(text).flatMap(bracketed);
}

/** Splits at `;` and at list numbers that stand outside brackets. */
export function splitNames(text: string): readonly string[] {
  const pieces: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '(') depth++;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (character === ';' && depth === 0) {
      pieces.push(text.slice(from, at));
      from = at + 1;
    }
  }
  pieces.push(text.slice(from));
  return pieces
    .flatMap((piece) => piece.split(ENUMERATION))
    .map((piece) => piece.trim().replace(/[,;]+$/u, ''))
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece));
}

function bracketed(piece: string): readonly AliasPart[] {
  const name = piece.replace(BORN, '').trim() || piece;
  const brackets = lastBrackets(name);
  if (brackets === undefined) return [{ name }];
  const { before, inside } = brackets;
  if (DESCRIPTION.test(inside)) return [{ name: before, kind: inside }];
  if (ORIGINAL_SCRIPT.test(inside)) {
    return [{ name: before }, { name: inside.replace(ORIGINAL_SCRIPT, ''), kind: 'original script' }];
  }
  const inner = splitNames(inside);
  const scripts = new Set([before, ...inner].map((each) => isLatin(each.replace('(original script)', ''))));
  if (scripts.size < 2) return [{ name }];
  return [before, ...inner].map((each) => {
    const [, bare = each, kind] = /^(.*?)\s*(?:\((original script)\)|-\s*(sub-unit name))$/u.exec(each) ?? [];
    return isLatin(bare) ? { name: bare, ...(kind && { kind }) } : { name: bare, kind: 'original script' };
  });
}

/** `Aaa (bbb (c))` → `Aaa` and `bbb (c)`. */
function lastBrackets(text: string): { before: string; inside: string } | undefined {
  if (!text.endsWith(')')) return undefined;
  let depth = 0;
  for (let at = text.length - 1; at > 0; at--) {
    if (text[at] === ')') depth++;
    else if (text[at] === '(' && --depth === 0) {
      const before = text.slice(0, at).trim();
      const inside = text.slice(at + 1, -1).trim();
      return before === '' || inside === '' ? undefined : { before, inside };
    }
  }
  return undefined;
}

export function isLatin(text: string): boolean {
  return /\p{Script=Latin}/u.test(text);
}
