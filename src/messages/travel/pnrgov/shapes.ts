import type { TagShapes } from '../edifact/glued.ts';

/** What follows a tag in a reservation, where a terminator before it is missing. */
export const PNRGOV_SHAPES: TagShapes = {
  TIF: /^[A-Z][A-Z' -]*(?::[A-Z])?\+[A-Z][^+:]*:(?:[A-Z]{1,2})?:/,
  SSR: /^[A-Z]{4}:[A-Z]{0,2}:\d{0,3}:/,
  TVL: /^(?:\d{6}:\d{4}.*\+[A-Z]{3}\+[A-Z]{3}\+|\+\+\+\+)/,
  IFT: /^4:\d/,
  RCI: /^[A-Z0-9]{2}:[A-Z0-9]{5,6}(?::|\+|$)/,
  ADD: /^\+70\d:/,
  FOP: /^(?:CC|CA|MS|CK|DC):/,
  SSD: /^\d{1,3}[A-Z]\+/,
  DAT: /^(?:700|710|2|T):\d{6}:/,
  SAC: /^\+\+[A-Z]$/,
  TRI: /^\+[^+]*:::/,
  TKT: /^\d{10,14}:/,
};
