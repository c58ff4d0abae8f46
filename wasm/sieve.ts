/**
 * The sieve of `src/names/terms/sieve.ts`, in AssemblyScript: sixteen words are compared at a time, one in each byte
 * of a vector. Costs are halved and rounded down, so that they fit a byte; what comes out is never more than half of
 * the true cost, so nothing that is alike falls through.
 *
 * Where things lie in memory (`layout.ts` says the same to the caller):
 */
const SOUNDS: i32 = 48;
const EXCHANGE: usize = 0;
const OMISSION: usize = 2304;
const UNIT_EXCHANGE: usize = 2352;
const UNIT_OMISSION: usize = 4656;
const CAPS: usize = 4704;
const CAPS_KNOWN: usize = 4752;
const CAPS_EDITS: usize = 4800;
const OWN: usize = 4848;
const LANES: usize = 4896;
const SCRATCH: usize = 5152;
const LENGTHS: usize = 5408;
const LANE_CAPS: usize = 5424;
const RESULT: usize = 5440;
const LANE_CANDIDATE: usize = 5456;
const ROWS: usize = 5520;
const ROW: usize = 41 * 16;
const LETTERS_OF: usize = 7488;
/** What a Latin letter costs that nothing written stands for; then by its place. */
const UNWRITTEN: usize = 7616;
const FIRST_VOWEL: usize = 7648;
const LAST_VOWEL: usize = 7649;
const LAST_E: usize = 7650;
const SECOND_VOWEL: usize = 7651;
const DOUBLED: usize = 7652;
const CONSONANT: usize = 7653;
const LATIN: usize = 7664;
const INSERT: usize = 7712;
const WRITTEN_ROWS: usize = 7760;
const WRITTEN_ROW: usize = 80;
/**
 * For each written letter: how many spellings it has, what leaving it out costs, two bytes unused, the Latin letters in
 * them as bits of their numbers; then each spelling: its letters, one a byte, a mask of as many, their number, the cost, two bytes unused.
 */
const SPELLINGS: usize = 7936;
/** Of the letters of the own word's script. */
const WRITTEN_EXCHANGE: usize = 16384;
const WRITTEN_OMISSION: usize = 18688;
const CANDIDATES: usize = 20480;
const PASSED: usize = 36864;
const BLOCKS: usize = 40960;

const WORD: i32 = 0;
const UNVOCALISED: i32 = 1;
const SYLLABLE: i32 = 2;
const KNOWN: i32 = 1;
const SPELLED: i32 = 2;
/** a, e, i, o, u as bits of the letters' numbers. */
const VOWELS: u32 = (1 << 1) | (1 << 5) | (1 << 9) | (1 << 15) | (1 << 21);
const LETTER_E: u32 = 5;
/** All letters but these, h, w and y. */
const CONSONANTS: u32 = 0x7fffffe & ~VOWELS & ~((1 << 8) | (1 << 23) | (1 << 25));
/** Longest reading that fits a lane. */
const LANE: i32 = 16;

let lanes: i32 = 0;
let longest: i32 = 0;

/** Lets through what is not for the sieve: other kinds of words, and long ones. */
export function setAside(count: i32, ownKind: i32): void {
  for (let c = 0; c < count; c++) {
    const block = BLOCKS + load<u32>(CANDIDATES + (c << 2));
    const kind: i32 = load<u8>(block);
    const readings: i32 = load<u8>(block + 2);
    let aside = (kind == UNVOCALISED && ownKind != UNVOCALISED) || kind == SYLLABLE;
    for (let y = 0; y < readings; y++) if (<i32>load<u8>(block + 3 + y) > LANE) aside = true;
    store<u8>(PASSED + c, aside ? 1 : 0);
  }
}

/** Lets through what one reading of the own word is like by its sounds. */
export function siftSounds(count: i32, length: i32, isLetters: bool, takesLetters: bool, known: i32): void {
  for (let c = 0; c < count; c++) {
    if (load<u8>(PASSED + c) != 0) continue;
    const block = BLOCKS + load<u32>(CANDIDATES + (c << 2));
    const flags: i32 = load<u8>(block + 1);
    const readings: i32 = load<u8>(block + 2);
    const letters = (flags & SPELLED) != 0 ? readings - 1 : -1;
    const caps = (flags & known & KNOWN) != 0 ? CAPS_KNOWN : CAPS;
    let at = block + 3 + readings;
    for (let y = 0; y < readings; y++) {
      const size: i32 = load<u8>(block + 3 + y);
      const from = at;
      at += size;
      if (isLetters ? y != max(letters, 0) : y == letters && !takesLetters) continue;
      // What is written is not a Latin sound.
      if (y == 0 && <i32>load<u8>(block) == UNVOCALISED) continue;
      const cap = load<u8>(caps + size);
      if (cap == 255) continue;
      enter(c, from, size, cap);
      if (lanes == LANE) {
        compare(length, 0, EXCHANGE, OMISSION, true);
        letThrough();
      }
    }
  }
  if (lanes > 0) {
    compare(length, 0, EXCHANGE, OMISSION, true);
    letThrough();
  }
}

/** Lets through what is only so many typing errors away, letter by letter. */
export function siftLetters(count: i32, length: i32): void {
  for (let c = 0; c < count; c++) {
    if (load<u8>(PASSED + c) != 0) continue;
    const block = BLOCKS + load<u32>(CANDIDATES + (c << 2));
    if (<i32>load<u8>(block) != WORD) continue;
    const readings: i32 = load<u8>(block + 2);
    if (readings == 0) continue;
    let at = block + 3 + readings;
    for (let y = 0; y < readings - 1; y++) at += <i32>load<u8>(block + 3 + y);
    const size: i32 = load<u8>(block + 2 + readings);
    const cap = load<u8>(CAPS_EDITS + size);
    if (cap == 255) continue;
    enter(c, at, size, cap);
    if (lanes == LANE) {
      compare(length, 0, UNIT_EXCHANGE, UNIT_OMISSION, false);
      letThrough();
    }
  }
  if (lanes > 0) {
    compare(length, 0, UNIT_EXCHANGE, UNIT_OMISSION, false);
    letThrough();
  }
}

/** Lets through what is written in the own word's script, codes from `base` on, and is like what it writes. */
export function siftSame(count: i32, length: i32, base: i32): void {
  for (let c = 0; c < count; c++) {
    if (load<u8>(PASSED + c) != 0) continue;
    const block = BLOCKS + load<u32>(CANDIDATES + (c << 2));
    const readings: i32 = load<u8>(block + 2);
    if (<i32>load<u8>(block) != UNVOCALISED || readings == 0) continue;
    const size: i32 = load<u8>(block + 3);
    const from = block + 3 + readings;
    const first: i32 = load<u8>(from);
    if (first < base || first >= base + SOUNDS) {
      // Of another script: for the full comparison.
      store<u8>(PASSED + c, 1);
      continue;
    }
    const cap = load<u8>(CAPS + size);
    if (cap == 255) continue;
    enter(c, from, size, cap);
    if (lanes == LANE) {
      compare(length, base, WRITTEN_EXCHANGE, WRITTEN_OMISSION, true);
      letThrough();
    }
  }
  if (lanes > 0) {
    compare(length, base, WRITTEN_EXCHANGE, WRITTEN_OMISSION, true);
    letThrough();
  }
}

/** Lets through what the own word, written in consonants only, may stand for: `align` of `romanise/unvocalised.ts`. */
export function siftWritten(count: i32, length: i32, limit: i32): void {
  for (let c = 0; c < count; c++) {
    if (load<u8>(PASSED + c) != 0) continue;
    const block = BLOCKS + load<u32>(CANDIDATES + (c << 2));
    if (<i32>load<u8>(block) == UNVOCALISED) continue;
    const readings: i32 = load<u8>(block + 2);
    let at = block + 3 + readings;
    for (let y = 0; y < readings; y++) {
      const size: i32 = load<u8>(block + 3 + y);
      if (standsFor(length, at, size, limit)) {
        store<u8>(PASSED + c, 1);
        break;
      }
      at += size;
    }
  }
}

/** True where the written letters and a Latin reading align within the limit. */
function standsFor(length: i32, from: usize, size: i32, limit: i32): bool {
  let n: i32 = 0;
  let present: u32 = 0;
  for (let k = 0; k < size; k++) {
    const letters: u32 = load<u16>(LETTERS_OF + (<usize>load<u8>(from + k) << 1));
    store<u8>(LATIN + n++, <u8>letters);
    present |= 1 << (letters & 31);
    if (letters >> 8 != 0) {
      store<u8>(LATIN + n++, <u8>(letters >> 8));
      present |= 1 << (letters >> 8);
    }
  }
  if (leastOf(length, present) > limit) return false;
  // A spelling is not found beyond the end.
  store<u32>(LATIN + n, 0);
  let before: u32 = 0;
  for (let at = 0; at < n; at++) {
    const letter: u32 = load<u8>(LATIN + at);
    let unwritten: u8 = load<u8>(UNWRITTEN + letter);
    if ((VOWELS >> letter) & 1) {
      if (at == 0) unwritten = load<u8>(FIRST_VOWEL);
      else if (at == n - 1) unwritten = load<u8>(letter == LETTER_E ? LAST_E : LAST_VOWEL);
      else if ((VOWELS >> before) & 1) unwritten = load<u8>(SECOND_VOWEL);
    } else if (letter == before) unwritten = load<u8>(DOUBLED);
    store<u8>(INSERT + at, unwritten);
    before = letter;
  }
  let row = WRITTEN_ROWS;
  let next = WRITTEN_ROWS + WRITTEN_ROW;
  memory.fill(row, 0xff, (n + 1) << 1);
  store<u16>(row, 0);
  let first: i32 = 0;
  let spellings = SPELLINGS;
  for (let written = 0; written < length; written++) {
    const known: i32 = load<u8>(spellings);
    const unspoken: u32 = load<u8>(spellings, 1);
    spellings += 8;
    memory.fill(next, 0xff, (n + 1) << 1);
    let reached: i32 = -1;
    for (let at = first; at <= n; at++) {
      const cost: u32 = load<u16>(row + (at << 1));
      if (cost > <u32>limit) continue;
      if (reached < 0) reached = at;
      if (at < n) least(row + ((at + 1) << 1), cost + <u32>load<u8>(INSERT + at));
      least(next + (at << 1), cost + unspoken);
      const letters = load<u32>(LATIN + at);
      for (let s = 0; s < known; s++) {
        const spelling = spellings + s * 12;
        if ((letters & load<u32>(spelling, 4)) == load<u32>(spelling))
          least(next + ((at + <i32>load<u8>(spelling, 8)) << 1), cost + <u32>load<u8>(spelling, 9));
      }
    }
    if (reached < 0) return false;
    first = reached;
    spellings += known * 12;
    const other = row;
    row = next;
    next = other;
  }
  for (let at = first; at < n; at++) {
    const cost: u32 = load<u16>(row + (at << 1));
    if (cost <= <u32>limit) least(row + ((at + 1) << 1), cost + <u32>load<u8>(INSERT + at));
  }
  return <u32>load<u16>(row + (n << 1)) <= <u32>limit;
}

/** Least that the written letters and a word of these letters can cost. */
function leastOf(length: i32, present: u32): i32 {
  let bound: i32 = 0;
  let accounted: u32 = 0;
  let letter = SPELLINGS;
  for (let written = 0; written < length; written++) {
    const spelledWith = load<u32>(letter, 4);
    accounted |= spelledWith;
    if ((spelledWith & present) == 0) bound += <i32>load<u8>(letter, 1);
    letter += 8 + <usize>load<u8>(letter) * 12;
  }
  return bound + <i32>popcnt(present & ~accounted & CONSONANTS) * <i32>load<u8>(CONSONANT);
}

function least(cell: usize, cost: u32): void {
  if (cost < <u32>load<u16>(cell)) store<u16>(cell, <u16>cost);
}

function enter(candidate: i32, from: usize, size: i32, cap: u8): void {
  v128.store(LANES + (lanes << 4), v128.load(from));
  store<u8>(LENGTHS + lanes, <u8>size);
  store<u8>(LANE_CAPS + lanes, cap);
  store<u32>(LANE_CANDIDATE + (lanes << 2), candidate);
  longest = max(longest, size);
  lanes++;
}

function letThrough(): void {
  const within = i8x16.bitmask(i8x16.le_u(v128.load(RESULT), v128.load(LANE_CAPS)));
  for (let lane = 0; lane < lanes; lane++) {
    if (((within >> lane) & 1) != 0) store<u8>(PASSED + load<u32>(LANE_CANDIDATE + (lane << 2)), 1);
  }
  lanes = 0;
  longest = 0;
}

/** Sixteen rows of a word each become sixteen columns: the first sounds of all, the second, and so on. */
function turn(): void {
  let from = LANES;
  let to = SCRATCH;
  for (let stage = 0; stage < 4; stage++) {
    for (let r: usize = 0; r < 8; r++) {
      const low = v128.load(from + (r << 4));
      const high = v128.load(from + ((r + 8) << 4));
      v128.store(to + (r << 5), v128.shuffle<u8>(low, high, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
      v128.store(to + (r << 5) + 16, v128.shuffle<u8>(low, high, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31));
    }
    const other = from;
    from = to;
    to = other;
  }
}

/** The table of the edit distance, row by row, of the own word and the words in the lanes. */
function compare(length: i32, base: i32, exchange: usize, omission: usize, swaps: bool): void {
  turn();
  const lengths = v128.load(LENGTHS);
  const caps = v128.load(LANE_CAPS);
  const omission0 = v128.load(omission);
  const omission1 = v128.load(omission, 16);
  const omission2 = v128.load(omission, 32);
  const sixteen = i8x16.splat(16);
  const bases = i8x16.splat(<i8>base);
  let twoAbove = ROWS;
  let above = ROWS + ROW;
  let row = ROWS + 2 * ROW;
  let total = i8x16.splat(0);
  v128.store(above, total);
  for (let i = 0; i < length; i++) {
    total = i8x16.add_sat_u(total, v128.load8_splat(omission + <usize>load<u8>(OWN + i) - base));
    v128.store(above + ((i + 1) << 4), total);
  }
  let result = i8x16.splat(-1);
  let before = i8x16.splat(0);
  let leastAbove = before;
  for (let k = 0; k < longest; k++) {
    const code = v128.load(LANES + (k << 4));
    const y = i8x16.sub(code, bases);
    const y1 = i8x16.sub(y, sixteen);
    const y2 = i8x16.sub(y1, sixteen);
    const drop = v128.or(
      v128.or(i8x16.swizzle(omission0, y), i8x16.swizzle(omission1, y1)),
      i8x16.swizzle(omission2, y2),
    );
    let diagonal = v128.load(above);
    let left = i8x16.add_sat_u(diagonal, drop);
    let least = left;
    v128.store(row, left);
    for (let i = 0; i < length; i++) {
      const own = <usize>load<u8>(OWN + i) - base;
      const costs = exchange + own * SOUNDS;
      const exchanged = v128.or(
        v128.or(i8x16.swizzle(v128.load(costs), y), i8x16.swizzle(v128.load(costs, 16), y1)),
        i8x16.swizzle(v128.load(costs, 32), y2),
      );
      const up = v128.load(above + ((i + 1) << 4));
      let best = i8x16.min_u(
        i8x16.min_u(i8x16.add_sat_u(up, drop), i8x16.add_sat_u(diagonal, exchanged)),
        i8x16.add_sat_u(left, v128.load8_splat(omission + own)),
      );
      if (swaps && i > 0 && k > 0) {
        const apart = v128.and(
          i8x16.eq(code, v128.load8_splat(OWN + i - 1)),
          i8x16.eq(before, v128.load8_splat(OWN + i)),
        );
        const swapped = i8x16.add_sat_u(v128.load(twoAbove + ((i - 1) << 4)), i8x16.splat(50));
        best = i8x16.min_u(best, v128.or(swapped, v128.not(apart)));
      }
      v128.store(row + ((i + 1) << 4), best);
      left = best;
      diagonal = up;
      least = i8x16.min_u(least, best);
    }
    result = v128.bitselect(left, result, i8x16.eq(lengths, i8x16.splat(<i8>(k + 1))));
    // A swap may come from the row above the last, so two rows have to be beyond the limit.
    if (!v128.any_true(v128.or(i8x16.le_u(least, caps), i8x16.le_u(leastAbove, caps)))) break;
    leastAbove = least;
    before = code;
    const recycled = twoAbove;
    twoAbove = above;
    above = row;
    row = recycled;
  }
  v128.store(RESULT, result);
}
