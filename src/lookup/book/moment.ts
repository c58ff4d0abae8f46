/** Seconds since 1970 of an ISO 8601 date or time, taken as UTC; 0 where it is none, or absent. */
export function secondsOf(text: string | undefined): number {
  if (text === undefined || !ISO.test(text)) return 0;
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text) || !text.includes('T') ? text : `${text}Z`;
  const seconds = Math.floor(Date.parse(zoned) / 1000);
  return seconds > 0 && seconds < 2 ** 32 ? seconds : 0;
}

const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** The same to seconds, without zone: `2023-04-20T18:00:25`; null for 0. */
export function isoOf(seconds: number): string | null {
  return seconds === 0 ? null : new Date(seconds * 1000).toISOString().slice(0, 19);
}
