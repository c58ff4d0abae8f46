import sensitive from './sensitive.data.json' with { type: 'json' };

const KIND_OF_CODE = new Map(
  Object.entries(sensitive.codes).flatMap(([kind, codes]) => codes.map((code) => [code, kind] as const)),
);
const WORDS = Object.entries(sensitive.words).map(
  ([kind, words]) => [kind, new RegExp(`(?<![A-Z])(?:${words.join('|')})(?![A-Z])`)] as const,
);
/** Codes within a text, as `SSR WCHR DL HK1` is in a remark. */
const CODES = new RegExp(`(?<![A-Z])(?:${[...KIND_OF_CODE.keys()].join('|')})`);

/** The kind of sensitive data that a service request tells; undefined where it tells none. */
export function sensitiveService(code: string): string | undefined {
  return KIND_OF_CODE.get(code) ?? (/^[A-Z]{2}ML$/.test(code) ? 'meal' : undefined);
}

/** The kind of sensitive data that a free text tells. */
export function sensitiveText(text: string): string | undefined {
  const upper = text.toUpperCase();
  const code = CODES.exec(upper)?.[0];
  return code === undefined ? WORDS.find(([, words]) => words.test(upper))?.[0] : KIND_OF_CODE.get(code);
}
