/** Where in an input something is wrong. Lines, columns and rows count from 1; `offset` counts bytes from 0. */
export interface ErrorPlace {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly row?: number;
  readonly offset?: number;
  /** XML path, JSON pointer, sheet and cell, segment. */
  readonly path?: string;
}

/**
 * An error the caller must know of. `code` is stable (`lists/truncated`, `messages/encoding` …): clients and
 * docs rely on it; `place` says where, `expected` what would have been right.
 */
export class RiegelError extends Error {
  readonly code: string;
  readonly place: ErrorPlace;
  readonly expected: string | undefined;

  constructor(
    code: string,
    message: string,
    details: { place?: ErrorPlace; expected?: string; cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'RiegelError';
    this.code = code;
    this.place = details.place ?? {};
    this.expected = details.expected;
  }
}
