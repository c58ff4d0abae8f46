import { startsSpoken, unwritten, type WrittenLetter, writtenLetters } from '../romanise/unvocalised.ts';
import { exchangeCost, LEAST_OMISSION, omissionCost } from '../sound/cost.ts';
import { FIRST_WRITTEN } from '../sound/sounds.ts';
import { firstOfScript, LEAST_LEFT_OUT, lettersOfCodes, scriptOfCodes } from '../sound/unvocalised.ts';
import type { Term } from '../terms/term.ts';
import { TERM_KIND } from '../terms/term.ts';
import { editsWithin, knownLimit, soundLimit, writtenLimit } from '../terms/term-cost.ts';
import type { TermColumns } from '../terms/term-table.ts';
import { KERNEL } from './kernel.ts';
import { Instance, Memory, Module } from './webassembly.ts';

/** Where things lie in the memory of the kernel, as `wasm/sieve.ts` has it. */
const AT = {
  exchange: 0,
  omission: 2304,
  unitExchange: 2352,
  unitOmission: 4656,
  own: 4848,
  lettersOf: 7488,
  unwritten: 7616,
  firstVowel: 7648,
  lastVowel: 7649,
  lastE: 7650,
  secondVowel: 7651,
  doubled: 7652,
  consonant: 7653,
  silentStart: 7654,
  spellingsOf: 8192,
  firstSpellingsOf: 9216,
  spokenStart: 10240,
  carried: 10496,
  writtenLimits: 10752,
  writtenExchange: 16384,
  writtenOmission: 18688,
  halfExchange: 18736,
  halfOmission: 21040,
  caps: 21088,
  candidates: 28992,
  passed: 45376,
  costs: 49472,
  spellings: 65856,
  blocks: 90432,
} as const;
/** Caps of one length of an own reading, each by the length of the other. */
const CAPS = { whole: 0, known: 32, half: 64, halfKnown: 96, edits: 128, written: 160, all: 192 } as const;
/** Codes of Latin sounds, and room to fill three vectors. */
const SOUNDS = 48;
/** Longest reading that is sifted. */
const LANE = 16;
const NOTHING = 255;
const PAGE = 65536;
/** What `PASSED` of the kernel says of a term whose cost it counted. */
const COUNTED = 2;
/** Terms sifted at a time. */
export const SIEVE_SIZE = 4096;
/** Below this it costs more to sift than to compare. */
const FEWEST = 12;

interface Kernel {
  setAside(count: number, ownKind: number, ownKnown: number): void;
  siftSounds(count: number, length: number, isLetters: number, takesLetters: number): void;
  siftSame(count: number, length: number, base: number): void;
  siftLetters(count: number, length: number): void;
  siftWritten(count: number, length: number, limit: number): void;
  siftHeard(count: number, length: number, limits: number): void;
}

let compiled: object | undefined;

/** Of a term that the sieve let through: how much it costs is not known. */
export const NOT_COUNTED = -2;

/**
 * Tells in a few nanoseconds of most terms that they are not like another: sixteen are compared at a time
 * (`wasm/sieve.ts`). Of most that are it tells the cost, the one that `termCost` gives; others are still to be
 * compared in full. What it holds back `termCost` would call UNLIKE.
 */
export class Sieve {
  private readonly bytes: Uint8Array;
  private readonly kernel: Kernel;
  private readonly candidates: Uint32Array;
  private readonly passed: Uint8Array;
  private readonly counted: Int32Array;
  /** Of the terms that the last `sift` let through: their packed cost (see `termCost`), or NOT_COUNTED. */
  readonly costs = new Int32Array(SIEVE_SIZE);
  private readonly start: Uint32Array;
  private script = 0;

  /** Holds a copy of the terms' blocks. */
  constructor(terms: TermColumns) {
    const size = AT.blocks + terms.blocks.length + LANE;
    const memory = new Memory({ initial: Math.ceil(size / PAGE) });
    this.bytes = new Uint8Array(memory.buffer);
    this.bytes.set(terms.blocks, AT.blocks);
    this.start = terms.start;
    this.candidates = new Uint32Array(memory.buffer, AT.candidates, SIEVE_SIZE);
    this.passed = this.bytes.subarray(AT.passed, AT.passed + SIEVE_SIZE);
    this.counted = new Int32Array(memory.buffer, AT.costs, SIEVE_SIZE);
    writeTables(memory.buffer);
    compiled ??= new Module(Buffer.from(KERNEL, 'base64'));
    this.kernel = new Instance(compiled, { env: { memory } }).exports as Kernel;
  }

  /**
   * Of `count` terms (at most SIEVE_SIZE) that have no symbol in common with the own one, those that may be like it;
   * gives how many, at the front of `terms` in their order, and their `costs`.
   */
  sift(own: Term, terms: Uint32Array, count: number): number {
    const kept = this.siftMany(own, terms, count);
    if (kept === undefined) this.costs.fill(NOT_COUNTED, 0, count);
    return kept ?? count;
  }

  /** As `sift`; undefined where that is not worth while, or cannot be. */
  private siftMany(own: Term, terms: Uint32Array, count: number): number | undefined {
    if (count < FEWEST || own.kind === TERM_KIND.syllable) return undefined;
    for (const reading of own.readings) if (reading.length > MOST_OWN) return undefined;
    const { candidates, start, passed, kernel } = this;
    for (let c = 0; c < count; c++) candidates[c] = start[terms[c]!]!;
    kernel.setAside(count, own.kind, own.known ? 1 : 0);
    const letters = own.spelled ? own.readings.length - 1 : -1;
    for (let x = 0; x < own.readings.length; x++) {
      const reading = own.readings[x]!;
      this.bytes.set(reading, AT.own);
      if (own.kind === TERM_KIND.unvocalised && x === 0) {
        const base = firstOfScript(reading);
        if (base < 0) return undefined;
        this.writeScript(base);
        kernel.siftSame(count, reading.length, base);
        kernel.siftWritten(count, reading.length, writtenLimit(reading.length));
        continue;
      }
      if (own.kind !== TERM_KIND.unvocalised) kernel.siftHeard(count, reading.length, AT.writtenLimits);
      kernel.siftSounds(count, reading.length, x === letters ? 1 : 0, letters < 0 && x === 0 ? 1 : 0);
    }
    if (own.kind === TERM_KIND.word && own.readings.length > 0) {
      const { length } = own.readings[own.readings.length - 1]!;
      // The last reading, the letters, is in its place from the loop above.
      kernel.siftLetters(count, length);
    }
    let kept = 0;
    for (let c = 0; c < count; c++) {
      if (passed[c] === 0) continue;
      terms[kept] = terms[c]!;
      this.costs[kept++] = passed[c] === COUNTED ? this.counted[c]! : NOT_COUNTED;
    }
    return kept;
  }

  /** Costs of the letters of a script. */
  private writeScript(base: number): void {
    if (this.script === base) return;
    this.script = base;
    for (let a = 0; a < SOUNDS; a++) {
      this.bytes[AT.writtenOmission + a] = omissionCost(base + a);
      for (let b = 0; b < SOUNDS; b++)
        this.bytes[AT.writtenExchange + a * SOUNDS + b] = exchangeCost(base + a, base + b);
    }
  }
}

/** Longest reading of the own word that is sifted. */
const MOST_OWN = 40;

/** Costs, in full and halved and rounded down, and what they may be. */
function writeTables(memory: ArrayBuffer): void {
  const bytes = new Uint8Array(memory);
  for (let length = 0; length <= MOST_OWN; length++) writeCaps(bytes, length);
  for (let a = 0; a < SOUNDS; a++) {
    bytes[AT.omission + a] = omissionCost(a);
    bytes[AT.halfOmission + a] = omissionCost(a) >> 1;
    bytes[AT.unitOmission + a] = 1;
    for (let b = 0; b < SOUNDS; b++) {
      bytes[AT.exchange + a * SOUNDS + b] = exchangeCost(a, b);
      bytes[AT.halfExchange + a * SOUNDS + b] = exchangeCost(a, b) >> 1;
      bytes[AT.unitExchange + a * SOUNDS + b] = a === b ? 0 : 1;
    }
  }
  for (let code = 1; code < FIRST_WRITTEN; code++)
    bytes.set(letterNumbers(lettersOfCodes(Uint8Array.of(code))), AT.lettersOf + 2 * code);
  for (let letter = 1; letter <= OTHER; letter++) bytes[AT.unwritten + letter] = unwritten.consonant;
  for (const letter of letterNumbers('aeiou')) bytes[AT.unwritten + letter] = unwritten.vowel;
  for (const letter of letterNumbers('wy')) bytes[AT.unwritten + letter] = unwritten.glide;
  for (const letter of letterNumbers('h')) bytes[AT.unwritten + letter] = unwritten.h;
  bytes[AT.firstVowel] = unwritten.firstVowel;
  bytes[AT.lastVowel] = unwritten.lastVowel;
  bytes[AT.lastE] = unwritten.lastE;
  bytes[AT.secondVowel] = unwritten.secondVowel;
  bytes[AT.doubled] = unwritten.doubled;
  bytes[AT.consonant] = unwritten.consonant;
  bytes[AT.silentStart] = unwritten.silentStart;
  for (let size = 0; size <= LANE; size++) bytes[AT.writtenLimits + size] = writtenLimit(size);
  writeSpellings(memory);
}

/** How the letters of scripts without vowels are spelled, inside a word and at its start. */
function writeSpellings(memory: ArrayBuffer): void {
  const bytes = new Uint8Array(memory);
  const words = new Uint32Array(memory);
  let at: number = AT.spellings;
  for (let code = FIRST_WRITTEN; code < 256; code++) {
    const form = lettersOfCodes(Uint8Array.of(code));
    if (form === '') continue;
    const script = scriptOfCodes(Uint8Array.of(code));
    if (startsSpoken(form)) bytes[AT.spokenStart + code] = 1;
    if (!startsSpoken(`A${form}`)) bytes[AT.carried + code] = 1;
    // A letter behind one that stands for nothing else is one inside a word.
    const inside = writtenLetters(`b${form}`, script)[1]!;
    // With a letter behind it that carries it, the first one costs what it costs by itself.
    const first = writtenLetters(`${form}w`, script)[0]!;
    for (const [letter, table] of [
      [inside, AT.spellingsOf],
      [first, AT.firstSpellingsOf],
    ] as const) {
      words[(table >> 2) + code] = at;
      at = writeLetter(bytes, words, at, letter);
    }
  }
  if (at > AT.blocks) throw new RangeError('The spellings of written letters need more room.');
}

function writeLetter(
  bytes: Uint8Array,
  words: Uint32Array,
  from: number,
  { unspoken, spellings }: WrittenLetter,
): number {
  let at = from;
  bytes[at] = spellings.length;
  bytes[at + 1] = unspoken;
  let letterBits = 0;
  for (const [letters] of spellings) for (const letter of letterNumbers(letters)) letterBits |= 1 << letter;
  words[(at + 4) >> 2] = letterBits;
  at += 8;
  for (const [letters, cost] of spellings) {
    bytes.set(letterNumbers(letters), at);
    bytes.fill(NOTHING, at + 4, at + 4 + letters.length);
    bytes[at + 8] = letters.length;
    bytes[at + 9] = cost;
    at += 12;
  }
  return at;
}

/** What an own reading of this length may cost at most, by the length of the other. */
function writeCaps(bytes: Uint8Array, length: number): void {
  const caps = bytes.subarray(AT.caps + length * CAPS.all, AT.caps + (length + 1) * CAPS.all);
  caps.fill(NOTHING);
  for (let size = 0; size <= LANE; size++) {
    const longer = Math.max(length, size);
    const difference = Math.abs(length - size);
    const limit = soundLimit(longer);
    if (difference * LEAST_OMISSION <= limit) {
      // Sums end at 255: a cost of as much cannot be told.
      const inFull = limit < NOTHING;
      caps[size + (inFull ? CAPS.whole : CAPS.half)] = inFull ? limit : limit >> 1;
      caps[size + (inFull ? CAPS.known : CAPS.halfKnown)] = inFull
        ? knownLimit(limit)
        : knownLimit(limit) >> 1;
    }
    const edits = editsWithin(length, size);
    if (edits >= 0) caps[size + CAPS.edits] = edits;
    const written = writtenLimit(longer);
    if (difference * LEAST_LEFT_OUT <= written) caps[size + CAPS.written] = written;
  }
}

/** a–z are 1 to 26, all else is one more and is no spelling of anything. */
const OTHER = 27;

function letterNumbers(letters: string): number[] {
  return Array.from(letters, (letter) =>
    letter >= 'a' && letter <= 'z' ? letter.charCodeAt(0) - 0x60 : OTHER,
  );
}
