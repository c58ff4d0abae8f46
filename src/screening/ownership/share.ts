/**
 * A share of an asset in millionths of a percent, whole numbers: 50 % + 33.3 % + 16.7 % is 100 % exactly, which
 * binary fractions of a percent do not promise. What is finer is rounded outwards, so that the true share is always
 * between the bounds.
 */
export interface Share {
  readonly low: number;
  readonly high: number;
}

export const ONE_PERCENT = 1_000_000;
export const WHOLE = 100 * ONE_PERCENT;

/** Nothing is known of how much it is. */
export const UNKNOWN_SHARE: Share = Object.freeze({ low: 0, high: WHOLE });

const NUMBER = String.raw`(\d{1,3}(?:[.,]\d{1,12})?)`;
const PERCENT = String.raw`\s*(?:%|percent|per cent|pct\.?|v\.\s?H\.|Prozent)?`;
const EXACT = new RegExp(`^(?:=|exactly|genau)?\\s*${NUMBER}${PERCENT}$`, 'iu');
const RANGE = new RegExp(
  `^(?:between|zwischen|from|von)?\\s*${NUMBER}${PERCENT}\\s*(?:-|–|—|to|and|bis|und|\\.\\.)\\s*${NUMBER}${PERCENT}$`,
  'iu',
);
const FRACTION = /^(\d{1,9})\s*\/\s*(\d{1,9})$/u;
const BOUND = new RegExp(
  `^(>=|≥|at least|mindestens|>|more than|over|mehr als|über|<=|≤|at most|up to|höchstens|bis zu|<|less than|under|weniger als|unter)\\s*${NUMBER}${PERCENT}$`,
  'iu',
);
const UNKNOWN = /^(?:|\?|-|n\/?a|unknown|not known|unbekannt|undisclosed|nicht bekannt)$/iu;

const AT_LEAST = /^(?:>=|≥|at least|mindestens)$/iu;
const MORE = /^(?:>|more than|over|mehr als|über)$/iu;
const AT_MOST = /^(?:<=|≤|at most|up to|höchstens|bis zu)$/iu;

/**
 * Reads a share as people write it: `25`, `25.5 %`, `25,5`, `1/3`, `25-50`, `more than 25`, `≤ 50`, `unknown` or
 * nothing. Undefined where it is none, or more than the whole, or its bounds are the wrong way round: such a row
 * is wrong and the caller's to tell of.
 */
export function readShare(text: string): Share | undefined {
  const trimmed = text.trim();
  if (UNKNOWN.test(trimmed)) return UNKNOWN_SHARE;
  const exact = EXACT.exec(trimmed);
  if (exact !== null) return between(percent(exact[1]!), percent(exact[1]!));
  const range = RANGE.exec(trimmed);
  if (range !== null) return between(percent(range[1]!), percent(range[2]!));
  const fraction = FRACTION.exec(trimmed);
  if (fraction !== null) {
    const part = (Number(fraction[1]) / Number(fraction[2])) * WHOLE;
    return between(
      { down: Math.floor(part), up: Math.ceil(part) },
      { down: Math.floor(part), up: Math.ceil(part) },
    );
  }
  const bound = BOUND.exec(trimmed);
  if (bound === null) return undefined;
  const [, word = '', number = ''] = bound;
  const { down, up } = percent(number);
  // "More than 25" excludes 25: the next millionth is the least it can be.
  if (AT_LEAST.test(word)) return checked(down, WHOLE);
  if (MORE.test(word)) return checked(down + 1, WHOLE);
  if (AT_MOST.test(word)) return checked(0, up);
  return checked(0, up - 1);
}

/** The share of a number of percent, 0 … 100; undefined for any other. */
export function shareOfPercent(low: number, high: number = low): Share | undefined {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return undefined;
  return checked(Math.floor(tidy(low * ONE_PERCENT)), Math.ceil(tidy(high * ONE_PERCENT)));
}

/** Percent for people and for answers. */
export function percentOf(millionths: number): number {
  return millionths / ONE_PERCENT;
}

interface Rounded {
  readonly down: number;
  readonly up: number;
}

/** By its digits and not by a binary fraction. */
function percent(text: string): Rounded {
  const [whole = '0', decimals = ''] = text.replace(',', '.').split('.');
  const down = Number(whole) * ONE_PERCENT + Number(decimals.slice(0, 6).padEnd(6, '0'));
  return { down, up: /[1-9]/u.test(decimals.slice(6)) ? down + 1 : down };
}

function between(low: Rounded, high: Rounded): Share | undefined {
  return checked(low.down, high.up);
}

function checked(low: number, high: number): Share | undefined {
  return low >= 0 && low <= high && high <= WHOLE ? { low, high } : undefined;
}

/** 16.7 * 1,000,000 is 16,699,999.999…; a distance that small is the multiplication's. */
function tidy(product: number): number {
  const near = Math.round(product);
  return Math.abs(product - near) < 1e-4 ? near : product;
}
