/**
 * The sieve of `src/names/sieve/sieve.ts`, in AssemblyScript: sixteen words are compared at a time, one in each byte
 * of a vector. Where the limit fits a byte the cost is counted as `termCost` counts it. Longer words have their costs
 * halved and rounded down: what comes out is never more than half of the true cost, so nothing that is alike falls
 * through.
 *
 * Where things lie in memory (`AT` of `sieve.ts` says the same to the caller):
 */
const SOUNDS: i32 = 48;
const EXCHANGE: usize = 0;
const OMISSION: usize = 2304;
const UNIT_EXCHANGE: usize = 2352;
const UNIT_OMISSION: usize = 4656;
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
/** What a Latin letter costs that nothing written stands for; then by its place; then what an unspoken first letter costs. */
const UNWRITTEN: usize = 7616;
const FIRST_VOWEL: usize = 7648;
const LAST_VOWEL: usize = 7649;
const LAST_E: usize = 7650;
const SECOND_VOWEL: usize = 7651;
const DOUBLED: usize = 7652;
const CONSONANT: usize = 7653;
const SILENT_START: usize = 7654;
const LATIN: usize = 7664;
const INSERT: usize = 7712;
const WRITTEN_ROWS: usize = 7760;
const WRITTEN_ROW: usize = 80;
/** Of a written word: where the spellings of each letter stand, and what leaving it out costs. */
const WRITTEN: usize = 7936;
const UNSPOKEN: usize = 8096;
/** Code of a written letter → where its spellings stand: inside a word, and at its start. */
const SPELLINGS_OF: usize = 8192;
const FIRST_SPELLINGS_OF: usize = 9216;
/** Codes of letters that are spoken with a vowel at the start of a word, and of those behind which they are not: see `startsSpoken`. */
const SPOKEN_START: usize = 10240;
const CARRIED: usize = 10496;
/** Of the letters of the own word's script. */
const WRITTEN_EXCHANGE: usize = 16384;
const WRITTEN_OMISSION: usize = 18688;
const HALF_EXCHANGE: usize = 18736;
const HALF_OMISSION: usize = 21040;
/**
 * For each length of an own reading, by the length of the other, what two may cost: in full, in full of two names that
 * people bear, the same halved, in typing errors, and where both are written without vowels. 255: cannot be alike, or is asked of the
 * other table.
 */
const CAPS: usize = 21088;
const CAPS_KNOWN: usize = 32;
const CAPS_HALF: usize = 64;
const CAPS_HALF_KNOWN: usize = 96;
const CAPS_EDITS: usize = 128;
const CAPS_WRITTEN: usize = 160;
const CAPS_OF_LENGTH: usize = 192;
const CANDIDATES: usize = 28992;
/** 0: not alike. SIFTED: to be compared in full. COUNTED: alike, and how much stands in COSTS. */
const PASSED: usize = 45376;
const COSTS: usize = 49472;
/**
 * Behind the costs lie the spellings of the written letters, each letter's at a place of SPELLINGS_OF: how many there
 * are, what leaving the letter out costs, two bytes unused, the Latin letters in them as bits of their numbers; then each
 * spelling: its letters, one a byte, a mask of as many, their number, the cost, two bytes unused. Behind these the
 * blocks of the terms.
 */
const BLOCKS: usize = 90432;

const SIFTED: u8 = 1;
const COUNTED: u8 = 2;
const NOTHING: u8 = 255;

const WORD: i32 = 0;
const UNVOCALISED: i32 = 1;
const SYLLABLE: i32 = 2;
const KANA: i32 = 3;
const KNOWN: i32 = 1;
const SPELLED: i32 = 2;
const SWAP: i32 = 100;
/** As `termCost` has them. */
const ROMANISATION: i32 = 25;
const KNOWN_EXTRA: i32 = 15;
const FAR: i32 = 400;
const TWO_EDITS: i32 = 5;
const EXCHANGED: i32 = 4;
const FIRST_DIGIT: i32 = 35;
const READ_KANA: i32 = 20;
const READ_UNVOCALISED: i32 = 15;
const MANY_EDITS: i32 = 3;
/** a, e, i, o, u as bits of the letters' numbers. */
const VOWELS: u32 = (1 << 1) | (1 << 5) | (1 << 9) | (1 << 15) | (1 << 21);
const LETTER_E: u32 = 5;
/** All letters but these, h, w and y. */
const CONSONANTS: u32 = 0x7fffffe & ~VOWELS & ~((1 << 8) | (1 << 23) | (1 << 25));
/** Longest reading that fits a lane. */
const LANE: i32 = 16;

let lanes: i32 = 0;
let longest: i32 = 0;
/** Of the own word. */
let ownKind: i32 = 0;
let ownKnown: i32 = 0;
/** Of the candidates: the longest reading, and whether one is written without vowels. */
let longestSize: i32 = 0;
let someWritten: bool = false;

/** Lets through what is not for the sieve: other kinds of words, and long ones. */
export function setAside(count: i32, kindOfOwn: i32, knownOwn: i32): void {
  ownKind = kindOfOwn;
  ownKnown = knownOwn;
  longestSize = 0;
  someWritten = false;
  for (let c = 0; c < count; c++) {
    const block = BLOCKS + load<u32>(CANDIDATES + (c << 2));
    const kind: i32 = load<u8>(block);
    const readings: i32 = load<u8>(block + 2);
    let aside = kind == SYLLABLE;
    if (kind == UNVOCALISED) someWritten = true;
    for (let y = 0; y < readings; y++) {
      const size: i32 = load<u8>(block + 3 + y);
      if (size > LANE) aside = true;
      longestSize = max(longestSize, size);
    }
    store<u8>(PASSED + c, aside ? SIFTED : 0);
  }
}

/** Lets through what one reading of the own word is like by its sounds. */
export function siftSounds(count: i32, length: i32, isLetters: bool, takesLetters: bool): void {
  siftReadings(count, length, isLetters, takesLetters, false);
  let long = false;
  const caps = CAPS + <usize>length * CAPS_OF_LENGTH + CAPS_HALF;
  for (let size = 0; size <= min(longestSize, LANE); size++) if (load<u8>(caps + size) != NOTHING) long = true;
  if (long) siftReadings(count, length, isLetters, takesLetters, true);
}

// @ts-ignore: decorator
@inline
function siftReadings(count: i32, length: i32, isLetters: bool, takesLetters: bool, halved: bool): void {
  const capsOf = CAPS + <usize>length * CAPS_OF_LENGTH + (halved ? CAPS_HALF : 0);
  for (let c = 0; c < count; c++) {
    if (load<u8>(PASSED + c) == SIFTED) continue;
    const block = BLOCKS + load<u32>(CANDIDATES + (c << 2));
    const flags: i32 = load<u8>(block + 1);
    const readings: i32 = load<u8>(block + 2);
    const letters = (flags & SPELLED) != 0 ? readings - 1 : -1;
    const caps = capsOf + ((flags & ownKnown & KNOWN) != 0 ? CAPS_KNOWN : 0);
    let at = block + 3 + readings;
    for (let y = 0; y < readings; y++) {
      const size: i32 = load<u8>(block + 3 + y);
      const from = at;
      at += size;
      if (isLetters ? y != max(letters, 0) : y == letters && !takesLetters) continue;
      // What is written is not a Latin sound.
      if (y == 0 && <i32>load<u8>(block) == UNVOCALISED) continue;
      const cap = load<u8>(caps + size);
      if (cap == NOTHING) continue;
      enter(c, from, size, cap);
      if (lanes == LANE) siftLanes(length, halved);
    }
  }
  if (lanes > 0) siftLanes(length, halved);
}

function siftLanes(length: i32, halved: bool): void {
  if (halved) {
    compare(length, 0, HALF_EXCHANGE, HALF_OMISSION, SWAP >> 1);
    const within = withinCaps();
    for (let lane = 0; lane < lanes; lane++)
      if (((within >> lane) & 1) != 0) store<u8>(PASSED + load<u32>(LANE_CANDIDATE + (lane << 2)), SIFTED);
    lanes = 0;
    longest = 0;
    return;
  }
  compare(length, 0, EXCHANGE, OMISSION, SWAP);
  countLanes(length, CAPS + <usize>length * CAPS_OF_LENGTH);
}

/** Counts what the lanes hold that is within its cap; `limits`: most that it may cost, by its length. */
function countLanes(length: i32, limits: usize): void {
  const within = withinCaps();
  for (let lane = 0; lane < lanes; lane++) {
    if (((within >> lane) & 1) == 0) continue;
    const c: i32 = load<u32>(LANE_CANDIDATE + (lane << 2));
    const block = BLOCKS + load<u32>(CANDIDATES + (c << 2));
    const size: i32 = load<u8>(LENGTHS + lane);
    let cost: i32 = load<u8>(RESULT + lane);
    if ((<i32>load<u8>(block + 1) & ownKnown & KNOWN) != 0 && cost >= ROMANISATION) {
      cost = ((cost * 3 + 1) >> 1) + KNOWN_EXTRA;
      if (cost > <i32>load<u8>(limits + size)) continue;
    }
    count(c, <i32>load<u8>(block), cost, max(length, size));
  }
  lanes = 0;
  longest = 0;
}

/** Notes what a candidate costs, measured against a length. */
function count(c: i32, kind: i32, cost: i32, length: i32): void {
  if (kind != ownKind && (kind == KANA || ownKind == KANA)) cost += READ_KANA;
  const place = COSTS + (c << 2);
  if (load<u8>(PASSED + c) == COUNTED) {
    // Of several readings the one that is nearest for its length; of equals the first.
    const best = load<i32>(place);
    if (cost * max(3, best & 63) >= (best >> 8) * max(3, length)) return;
  }
  store<u8>(PASSED + c, COUNTED);
  store<i32>(place, (cost << 8) | (MANY_EDITS << 6) | length);
}

// @ts-ignore: decorator
@inline
function withinCaps(): i32 {
  return i8x16.bitmask(i8x16.le_u(v128.load(RESULT), v128.load(LANE_CAPS)));
}

/**
 * Lets through what is only so many typing errors away, letter by letter, and notes of what was counted how many these
 * are.
 */
export function siftLetters(count: i32, length: i32): void {
  const caps = CAPS + <usize>length * CAPS_OF_LENGTH + CAPS_EDITS;
  for (let c = 0; c < count; c++) {
    const passed = load<u8>(PASSED + c);
    if (passed == SIFTED) continue;
    const block = BLOCKS + load<u32>(CANDIDATES + (c << 2));
    if (<i32>load<u8>(block) != WORD) continue;
    const readings: i32 = load<u8>(block + 2);
    if (readings == 0) continue;
    const size: i32 = load<u8>(block + 2 + readings);
    let cap = load<u8>(caps + size);
    if (passed == COUNTED) {
      if (abs(size - length) >= MANY_EDITS) continue;
      cap = <u8>(MANY_EDITS - 1);
    }
    if (cap == NOTHING) continue;
    enter(c, lettersOf(block), size, cap);
    if (lanes == LANE) letterLanes(length);
  }
  if (lanes > 0) letterLanes(length);
}

/** Where the last reading of a block stands, which is the word's letters. */
function lettersOf(block: usize): usize {
  const readings: i32 = load<u8>(block + 2);
  let at = block + 3 + readings;
  for (let y = 0; y < readings - 1; y++) at += <i32>load<u8>(block + 3 + y);
  return at;
}

/** True where the own letters and others differ in two that stand in each other's place. */
function isExchange(letters: usize, length: i32): bool {
  let first: i32 = -1;
  let last: i32 = -1;
  for (let k = 0; k < length; k++) {
    if (load<u8>(OWN + k) == load<u8>(letters + k)) continue;
    if (first < 0) first = k;
    else if (last < 0) last = k;
    else return false;
  }
  return (
    last >= 0 &&
    load<u8>(OWN + first) == load<u8>(letters + last) &&
    load<u8>(OWN + last) == load<u8>(letters + first)
  );
}

function hasDigit(letters: usize, length: i32): bool {
  for (let k = 0; k < length; k++) if (<i32>load<u8>(letters + k) >= FIRST_DIGIT) return true;
  return false;
}

function letterLanes(length: i32): void {
  compare(length, 0, UNIT_EXCHANGE, UNIT_OMISSION, 0);
  const within = withinCaps();
  for (let lane = 0; lane < lanes; lane++) {
    if (((within >> lane) & 1) == 0) continue;
    const c = load<u32>(LANE_CANDIDATE + (lane << 2));
    let edits: i32 = load<u8>(RESULT + lane);
    const place = COSTS + (c << 2);
    if (load<u8>(PASSED + c) == COUNTED) {
      store<i32>(place, (load<i32>(place) & ~(MANY_EDITS << 6)) | (edits << 6));
      continue;
    }
    const size: i32 = load<u8>(LENGTHS + lane);
    const letters = lettersOf(BLOCKS + load<u32>(CANDIDATES + (c << 2)));
    const shorter = min(length, size);
    const once = edits == 2 && length == size && shorter >= EXCHANGED && isExchange(letters, length);
    if (edits == 2 && shorter < TWO_EDITS && !once) continue;
    if (hasDigit(OWN, length) || hasDigit(letters, size)) continue;
    if (once) edits = 1;
    store<u8>(PASSED + c, COUNTED);
    store<i32>(place, (FAR << 8) | (edits << 6) | max(length, size));
  }
  lanes = 0;
  longest = 0;
}

/** Lets through what is written in the own word's script, codes from `base` on, and is like what it writes. */
export function siftSame(count: i32, length: i32, base: i32): void {
  const caps = CAPS + <usize>length * CAPS_OF_LENGTH + CAPS_WRITTEN;
  for (let c = 0; c < count; c++) {
    if (load<u8>(PASSED + c) == SIFTED) continue;
    const block = BLOCKS + load<u32>(CANDIDATES + (c << 2));
    const readings: i32 = load<u8>(block + 2);
    if (<i32>load<u8>(block) != UNVOCALISED || readings == 0) continue;
    const size: i32 = load<u8>(block + 3);
    const from = block + 3 + readings;
    const first: i32 = load<u8>(from);
    if (first < base || first >= base + SOUNDS) {
      // Of another script: for the full comparison.
      store<u8>(PASSED + c, SIFTED);
      continue;
    }
    const cap = load<u8>(caps + size);
    if (cap == NOTHING) continue;
    enter(c, from, size, cap);
    if (lanes == LANE) {
      compare(length, base, WRITTEN_EXCHANGE, WRITTEN_OMISSION, SWAP);
      countLanes(length, caps);
    }
  }
  if (lanes > 0) {
    compare(length, base, WRITTEN_EXCHANGE, WRITTEN_OMISSION, SWAP);
    countLanes(length, caps);
  }
}

/** Lets through what the own word, written in consonants only, may stand for: `align` of `romanise/unvocalised.ts`. */
export function siftWritten(candidates: i32, length: i32, limit: i32): void {
  readWritten(OWN, length);
  for (let c = 0; c < candidates; c++) {
    if (load<u8>(PASSED + c) == SIFTED) continue;
    const block = BLOCKS + load<u32>(CANDIDATES + (c << 2));
    const kind: i32 = load<u8>(block);
    if (kind == UNVOCALISED) continue;
    const readings: i32 = load<u8>(block + 2);
    let at = block + 3 + readings;
    for (let y = 0; y < readings; y++) {
      const size: i32 = load<u8>(block + 3 + y);
      if (leastOf(length, lettersIn(at, size)) <= limit) {
        readLatin(at, size);
        const cost = writtenCost(length, limit);
        if (cost <= limit) count(c, kind, ((cost * 3 + 1) >> 1) + READ_UNVOCALISED, max(length, size));
      }
      at += size;
    }
  }
}

/** Lets through what is written in consonants only and may stand for one reading of the own word; `limits` by what is written. */
export function siftHeard(candidates: i32, length: i32, limits: usize): void {
  if (!someWritten) return;
  const letters = lettersIn(OWN, length);
  let read = false;
  for (let c = 0; c < candidates; c++) {
    if (load<u8>(PASSED + c) == SIFTED) continue;
    const block = BLOCKS + load<u32>(CANDIDATES + (c << 2));
    const readings: i32 = load<u8>(block + 2);
    if (<i32>load<u8>(block) != UNVOCALISED || readings == 0) continue;
    const size: i32 = load<u8>(block + 3);
    const limit: i32 = load<u8>(limits + size);
    if (!readWritten(block + 3 + readings, size)) {
      // Of no script: for the full comparison.
      store<u8>(PASSED + c, SIFTED);
      continue;
    }
    if (leastOf(size, letters) > limit) continue;
    if (!read) readLatin(OWN, length);
    read = true;
    const cost = writtenCost(size, limit);
    if (cost <= limit) count(c, UNVOCALISED, ((cost * 3 + 1) >> 1) + READ_UNVOCALISED, max(length, size));
  }
}

/** Notes the spellings of the letters of a written word; false where one of its codes is no written letter. */
function readWritten(from: usize, length: i32): bool {
  let known = true;
  for (let k = 0; k < length; k++) {
    const code = <usize>load<u8>(from + k) << 2;
    const spellings = load<u32>((k == 0 ? FIRST_SPELLINGS_OF : SPELLINGS_OF) + code);
    if (spellings == 0) known = false;
    store<u32>(WRITTEN + (k << 2), spellings);
    store<u8>(UNSPOKEN + k, load<u8>(spellings, 1));
  }
  if (
    load<u8>(SPOKEN_START + <usize>load<u8>(from)) != 0 &&
    (length == 1 || load<u8>(CARRIED + <usize>load<u8>(from + 1)) == 0)
  )
    store<u8>(UNSPOKEN, load<u8>(SILENT_START));
  return known;
}

/** The Latin letters of a reading, as bits of their numbers. */
function lettersIn(from: usize, size: i32): u32 {
  let present: u32 = 0;
  for (let k = 0; k < size; k++) {
    const letters: u32 = load<u16>(LETTERS_OF + (<usize>load<u8>(from + k) << 1));
    // The second of a sound of one letter is 0, whose bit is no letter's.
    present |= (1 << (letters & 31)) | (1 << (letters >> 8));
  }
  return present;
}

/** Length of the Latin reading that was read last, in letters. */
let latin: i32 = 0;

/** Notes the letters of a Latin reading, and what each costs where nothing written stands for it. */
function readLatin(from: usize, size: i32): void {
  let n: i32 = 0;
  for (let k = 0; k < size; k++) {
    const letters: u32 = load<u16>(LETTERS_OF + (<usize>load<u8>(from + k) << 1));
    store<u8>(LATIN + n++, <u8>letters);
    if (letters >> 8 != 0) store<u8>(LATIN + n++, <u8>(letters >> 8));
  }
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
  latin = n;
}

/** What the written letters and the Latin reading that were read cost, or more than the limit. */
function writtenCost(length: i32, limit: i32): i32 {
  const n = latin;
  let row = WRITTEN_ROWS;
  let next = WRITTEN_ROWS + WRITTEN_ROW;
  unreached(row, n);
  store<u16>(row, 0);
  let first: i32 = 0;
  for (let written = 0; written < length; written++) {
    const letter = <usize>load<u32>(WRITTEN + (written << 2));
    const known: i32 = load<u8>(letter);
    const unspoken: u32 = load<u8>(UNSPOKEN + written);
    unreached(next, n);
    let reached: i32 = -1;
    for (let at = first; at <= n; at++) {
      const cost: u32 = load<u16>(row + (at << 1));
      if (cost > <u32>limit) continue;
      if (reached < 0) reached = at;
      if (at < n) least(row + ((at + 1) << 1), cost + <u32>load<u8>(INSERT + at));
      least(next + (at << 1), cost + unspoken);
      const letters = load<u32>(LATIN + at);
      for (let s = 0; s < known; s++) {
        const spelling = letter + 8 + s * 12;
        if ((letters & load<u32>(spelling, 4)) == load<u32>(spelling))
          least(next + ((at + <i32>load<u8>(spelling, 8)) << 1), cost + <u32>load<u8>(spelling, 9));
      }
    }
    if (reached < 0) return limit + 1;
    first = reached;
    const other = row;
    row = next;
    next = other;
  }
  for (let at = first; at < n; at++) {
    const cost: u32 = load<u16>(row + (at << 1));
    if (cost <= <u32>limit) least(row + ((at + 1) << 1), cost + <u32>load<u8>(INSERT + at));
  }
  return load<u16>(row + (n << 1));
}

/** Least that the written letters that were read and a word of these letters can cost. */
function leastOf(length: i32, present: u32): i32 {
  let bound: i32 = 0;
  let accounted: u32 = 0;
  for (let written = 0; written < length; written++) {
    const spelledWith = load<u32>(<usize>load<u32>(WRITTEN + (written << 2)), 4);
    accounted |= spelledWith;
    if ((spelledWith & present) == 0) bound += <i32>load<u8>(UNSPOKEN + written);
  }
  return bound + <i32>popcnt(present & ~accounted & CONSONANTS) * <i32>load<u8>(CONSONANT);
}

/** No cell of a row is reached. */
// @ts-ignore: decorator
@inline
function unreached(row: usize, n: i32): void {
  for (let at = 0; at <= n; at += 8) v128.store(row + (at << 1), i8x16.splat(-1));
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
function compare(length: i32, base: i32, exchange: usize, omission: usize, swap: i32): void {
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
      if (swap != 0 && i > 0 && k > 0) {
        const apart = v128.and(
          i8x16.eq(code, v128.load8_splat(OWN + i - 1)),
          i8x16.eq(before, v128.load8_splat(OWN + i)),
        );
        const swapped = i8x16.add_sat_u(v128.load(twoAbove + ((i - 1) << 4)), i8x16.splat(<i8>swap));
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
