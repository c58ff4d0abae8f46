import { rangesAboveBmp, rangesInBmp, type Script, scripts } from './ranges.ts';

export type { Script } from './ranges.ts';

const other = scripts.indexOf('other');

/** Script number of every code point of the Basic Multilingual Plane. */
const bmp = new Uint8Array(0x10000).fill(other);
for (const [first, last, script] of rangesInBmp) bmp.fill(scripts.indexOf(script), first, last + 1);

/** The script of a code point (0 to 0x10FFFF). A number outside Unicode is `other`. */
export function scriptOf(codePoint: number): Script {
  if (codePoint >= 0 && codePoint < 0x10000) return scripts[bmp[codePoint]!]!;
  for (const [first, last, script] of rangesAboveBmp) {
    if (codePoint >= first && codePoint <= last) return script;
  }
  return 'other';
}

/** The scripts of a text in the order they first appear, `common` left out; empty for a text without letters. */
export function scriptsIn(text: string): readonly Script[] {
  let seen = 0;
  const found: Script[] = [];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    let number = bmp[unit]!;
    if (unit >= 0xd800 && unit < 0xdc00) {
      const codePoint = text.codePointAt(at)!;
      if (codePoint > 0xffff) {
        at++;
        number = scripts.indexOf(scriptOf(codePoint));
      }
    }
    if (number === 0 || (seen & (1 << number)) !== 0) continue;
    seen |= 1 << number;
    found.push(scripts[number]!);
  }
  return found;
}
