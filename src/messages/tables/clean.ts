/** A text as it is screened, and what was taken out of it. */
export interface CleanText {
  readonly text: string;
  /** Codes: `messages/control-characters`, `messages/direction-marks`. */
  readonly removed: readonly ('messages/control-characters' | 'messages/direction-marks')[];
}

/** C0 and C1 controls and DEL, but the blanks among them. */
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/g;
/** Bidirectional marks, embeddings, overrides and isolates, and the byte order mark. They change only how a text looks. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
/** Anything the fast path must not let through: what is not a letter of common scripts or ordinary punctuation. */
const SUSPICIOUS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

/**
 * Takes invisible characters out of a value, makes line ends and tabs spaces, and trims it. The joiners of Persian
 * and Indic scripts (U+200C, U+200D) stay: they tell letters apart.
 */
export function cleanText(raw: string): CleanText {
  if (!SUSPICIOUS.test(raw)) return { text: raw.trim(), removed: [] };
  const removed: CleanText['removed'][number][] = [];
  let text = raw.replace(CONTROLS, '');
  if (text.length < raw.length) removed.push('messages/control-characters');
  const plain = text.replace(DIRECTION, '');
  if (plain.length < text.length) removed.push('messages/direction-marks');
  text = plain.replace(/[ \u00a0]*[\t\n\v\f\r\u0085\u2028\u2029]+[ \u00a0]*/g, ' ').trim();
  return { text, removed };
}
