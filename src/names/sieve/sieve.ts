import { unwritten, writtenLetters } from '../romanise/unvocalised.ts';
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
  caps: 4704,
  capsKnown: 4752,
  capsEdits: 4800,
  own: 4848,
  lettersOf: 7488,
  unwritten: 7616,
  firstVowel: 7648,
  lastVowel: 7649,
  lastE: 7650,
  secondVowel: 7651,
  doubled: 7652,
  consonant: 7653,
  spellings: 7936,
  writtenExchange: 16384,
  writtenOmission: 18688,
  candidates: 20480,
  passed: 36864,
  blocks: 40960,
} as const;
/** Codes of Latin sounds, and room to fill three vectors. */
const SOUNDS = 48;
/** Longest reading that is sifted. */
const LANE = 16;
const NOTHING = 255;
const PAGE = 65536;
/** Terms sifted at a time. */
export const SIEVE_SIZE = 4096;
/** Below this it costs more to sift than to compare. */
const FEWEST = 12;

interface Kernel {
  setAside(count: number, ownKind: number): void;
  siftSounds(count: number, length: number, isLetters: number, takesLetters: number, known: number): void;
  siftSame(count: number, length: number, base: number): void;
  siftLetters(count: number, length: number): void;
  siftWritten(count: number, length: number, limit: number): void;
}

let compiled: object | undefined;

/**
 * Tells in a few nanoseconds of most terms that they are not like another: sixteen are compared at a time, by lower
 * bounds of their costs (`wasm/sieve.ts`). What it lets through is compared in full; what it holds back `termCost`
 * would call UNLIKE.
 */
export class Sieve {
  private readonly bytes: Uint8Array;
  private readonly words: Uint32Array;
  private readonly kernel: Kernel;
  private readonly candidates: Uint32Array;
  private readonly passed: Uint8Array;
  private readonly start: Uint32Array;
  private script = 0;

  /** Holds a copy of the terms' blocks. */
  constructor(terms: TermColumns) {
    const size = AT.blocks + terms.blocks.length + LANE;
    const memory = new Memory({ initial: Math.ceil(size / PAGE) });
    this.bytes = new Uint8Array(memory.buffer);
    this.words = new Uint32Array(memory.buffer);
    this.bytes.set(terms.blocks, AT.blocks);
    this.start = terms.start;
    this.candidates = new Uint32Array(memory.buffer, AT.candidates, SIEVE_SIZE);
    this.passed = this.bytes.subarray(AT.passed, AT.passed + SIEVE_SIZE);
    writeTables(memory.buffer);
    compiled ??= new Module(Buffer.from(KERNEL, 'base64'));
    this.kernel = new Instance(compiled, { env: { memory } }).exports as Kernel;
  }

  /**
   * Of `count` terms (at most SIEVE_SIZE) that have no symbol in common with the own one, those that may be like it;
   * gives how many, at the front of `terms` in their order.
   */
  sift(own: Term, terms: Uint32Array, count: number): number {
    if (count < FEWEST || own.kind === TERM_KIND.syllable) return count;
    for (const reading of own.readings) if (reading.length > MOST_OWN) return count;
    const { candidates, start, passed, kernel } = this;
    for (let c = 0; c < count; c++) candidates[c] = start[terms[c]!]!;
    kernel.setAside(count, own.kind);
    const letters = own.spelled ? own.readings.length - 1 : -1;
    for (let x = 0; x < own.readings.length; x++) {
      const reading = own.readings[x]!;
      this.bytes.set(reading, AT.own);
      if (own.kind === TERM_KIND.unvocalised && x === 0) {
        const base = firstOfScript(reading);
        if (base < 0) return count;
        this.writeScript(base);
        this.writeCaps(reading.length, writtenLimit, LEAST_LEFT_OUT);
        kernel.siftSame(count, reading.length, base);
        this.writeSpellings(reading);
        kernel.siftWritten(count, reading.length, writtenLimit(reading.length));
        continue;
      }
      this.writeCaps(reading.length, soundLimit, LEAST_OMISSION);
      kernel.siftSounds(
        count,
        reading.length,
        x === letters ? 1 : 0,
        letters < 0 && x === 0 ? 1 : 0,
        own.known ? 1 : 0,
      );
    }
    if (own.kind === TERM_KIND.word && own.readings.length > 0) {
      const { length } = own.readings[own.readings.length - 1]!;
      for (let size = 0; size <= LANE; size++) {
        const edits = editsWithin(length, size);
        this.bytes[AT.capsEdits + size] = edits < 0 ? NOTHING : edits;
      }
      // The last reading, the letters, is in its place from the loop above.
      kernel.siftLetters(count, length);
    }
    let kept = 0;
    for (let c = 0; c < count; c++) if (passed[c] !== 0) terms[kept++] = terms[c]!;
    return kept;
  }

  private writeSpellings(codes: Uint8Array): void {
    const { bytes } = this;
    let at: number = AT.spellings;
    for (const { unspoken, spellings } of writtenLetters(lettersOfCodes(codes), scriptOfCodes(codes))) {
      bytes[at] = spellings.length;
      bytes[at + 1] = unspoken;
      let letterBits = 0;
      for (const [letters] of spellings)
        for (const letter of letterNumbers(letters)) letterBits |= 1 << letter;
      this.words[(at + 4) >> 2] = letterBits;
      at += 8;
      for (const [letters, cost] of spellings) {
        bytes.fill(0, at, at + 8);
        bytes.set(letterNumbers(letters), at);
        bytes.fill(NOTHING, at + 4, at + 4 + letters.length);
        bytes[at + 8] = letters.length;
        bytes[at + 9] = cost;
        at += 12;
      }
    }
  }

  /** Costs of the letters of a script. */
  private writeScript(base: number): void {
    if (this.script === base) return;
    this.script = base;
    for (let a = 0; a < SOUNDS; a++) {
      this.bytes[AT.writtenOmission + a] = omissionCost(base + a) >> 1;
      for (let b = 0; b < SOUNDS; b++)
        this.bytes[AT.writtenExchange + a * SOUNDS + b] = exchangeCost(base + a, base + b) >> 1;
    }
  }

  private writeCaps(length: number, limitOf: (length: number) => number, leastOmission: number): void {
    const { bytes } = this;
    for (let size = 0; size <= LANE; size++) {
      const limit = limitOf(Math.max(length, size));
      const tooFar = Math.abs(length - size) * leastOmission > limit;
      bytes[AT.caps + size] = tooFar ? NOTHING : limit >> 1;
      bytes[AT.capsKnown + size] = tooFar ? NOTHING : knownLimit(limit) >> 1;
    }
  }
}

/** Longest reading of the own word that is sifted. */
const MOST_OWN = 40;

/** Costs, halved and rounded down. */
function writeTables(memory: ArrayBuffer): void {
  const bytes = new Uint8Array(memory);
  for (let a = 0; a < SOUNDS; a++) {
    bytes[AT.omission + a] = omissionCost(a) >> 1;
    bytes[AT.unitOmission + a] = 1;
    for (let b = 0; b < SOUNDS; b++) {
      bytes[AT.exchange + a * SOUNDS + b] = exchangeCost(a, b) >> 1;
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
}

/** a–z are 1 to 26, all else is one more and is no spelling of anything. */
const OTHER = 27;

function letterNumbers(letters: string): number[] {
  return Array.from(letters, (letter) =>
    letter >= 'a' && letter <= 'z' ? letter.charCodeAt(0) - 0x60 : OTHER,
  );
}
