import type { Installation } from './installation/installation.ts';
import type { Service } from './service.ts';

export interface ServerOptions {
  readonly service: Service;
  /**
   * What the routes under `/v1` work with, and who may come in. Absent: only the routes that need nothing but the
   * lists, and everybody may use them, which is for a private machine only.
   */
  readonly installation?: Installation;
  readonly limits?: Partial<Limits>;
  /** Token that `POST /updatez` asks for; without one it answers 403. */
  readonly updateToken?: string;
  /** Whether requests are traced: see `startTracing`. */
  readonly traced?: boolean;
  /** Where logs go, one JSON line each; `false` for nowhere. Default stdout. */
  readonly logTo?: { write(line: string): void } | false;
  /** Address under which the service is reached from outside, for links in answers. Default that of the request. */
  readonly publicUrl?: string;
}

export interface Limits {
  /** Bytes of a body. */
  readonly body: number;
  /** Bytes of path and query: yente's `YENTE_MAX_URL_LENGTH`. */
  readonly url: number;
  /** Queries of one batch: yente's `YENTE_MAX_BATCH`. */
  readonly batch: number;
  /** Names of one subject, of which each is searched for. */
  readonly names: number;
  /** Milliseconds in which a request must have come in whole. */
  readonly requestTime: number;
  /** Milliseconds that a batch may take; what is left then is not screened and the whole answer is an error. */
  readonly answerTime: number;
  /** Requests of one client address in a minute; 0 for any number. */
  readonly requestsPerMinute: number;
}

export const DEFAULT_LIMITS: Limits = Object.freeze({
  body: 4 * 1024 * 1024,
  url: 60_000,
  batch: 100,
  names: 300,
  requestTime: 30_000,
  answerTime: 30_000,
  requestsPerMinute: 0,
});
