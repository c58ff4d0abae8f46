import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

/** Fonts of the Noto family (OFL), in slices by script as Fontsource packs them. */
const PACKAGES = [
  { name: '@fontsource/noto-sans', slice: (id: string) => `noto-sans-${id}-400-normal.woff`, outline: false },
  {
    name: '@fontsource/noto-sans-arabic',
    slice: (id: string) => `noto-sans-arabic-${id}-400-normal.woff`,
    outline: false,
  },
  {
    name: '@fontsource-variable/noto-sans-sc',
    slice: (id: string) => `noto-sans-sc-${id.replace(/[[\]]/g, '')}-wght-normal.woff2`,
    outline: true,
  },
] as const;

/** A slice of a font. */
export interface FontSlice {
  readonly id: string;
  /**
   * Whether its glyphs are drawn as outlines: fontkit cannot cut a subset out of a WOFF2 font, and the ready-cut
   * Han fonts weigh 76 MB.
   */
  readonly outline: boolean;
  readonly bytes: Buffer;
  readonly font: Font;
}

interface Shelved {
  readonly id: string;
  open(): FontSlice;
  readonly ranges: readonly (readonly [first: number, last: number])[];
}

const require = createRequire(import.meta.url);
let shelf: readonly Shelved[] | undefined;
const opened = new Map<string, FontSlice>();

/** The slice that has the character, the preferred one where it does; undefined where no font here has it. */
export function sliceFor(codePoint: number, preferred: FontSlice | undefined): FontSlice | undefined {
  shelf ??= PACKAGES.flatMap(slicesOf);
  const having = shelf
    .filter(({ ranges }) => ranges.some(([first, last]) => codePoint >= first && codePoint <= last))
    .map(({ open }) => open())
    // The stated ranges go beyond what is drawn.
    .filter(({ font }) => font.hasGlyphForCodePoint(codePoint));
  return having.find((slice) => slice === preferred) ?? having[0];
}

function slicesOf({ name, slice, outline }: (typeof PACKAGES)[number]): Shelved[] {
  const ranges = require(`${name}/unicode.json`) as Record<string, string>;
  return (
    Object.entries(ranges)
      .map(([id, text]) => ({
        id: `${name}/${id}`,
        ranges: text.split(',').map(rangeOf),
        open: () => openSlice(`${name}/${id}`, require.resolve(`${name}/files/${slice(id)}`), outline),
      }))
      // Latin before Vietnamese and the like, which repeat some of it.
      .sort((a, b) => Number(b.id.endsWith('/latin')) - Number(a.id.endsWith('/latin')))
  );
}

function openSlice(id: string, file: string, outline: boolean): FontSlice {
  let slice = opened.get(id);
  if (slice === undefined) {
    const bytes = readFileSync(file);
    slice = { id, outline, bytes, font: create(bytes) as Font };
    opened.set(id, slice);
  }
  return slice;
}

/** `U+600-6FF`. */
function rangeOf(text: string): readonly [number, number] {
  const [first, last = first] = text.slice(2).split('-');
  return [Number.parseInt(first!, 16), Number.parseInt(last!, 16)];
}
