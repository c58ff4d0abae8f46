/**
 * The limits of the guards that stand between a publication and the lists in force. Static numbers, set by a
 * person, never learned. A share is in [0, 1].
 */
export interface HealthPolicy {
  /** Most of the entities, targets or names that may be gone at once. Beyond it the list is more likely broken than lifted. */
  readonly maxShrinkShare: number;
  /** Most of one schema (say, all vessels) or of one property's values (say, every date of birth) that may be gone at once. */
  readonly maxPartShrinkShare: number;
  /** A schema or property with fewer than this many is not compared by share: two vessels less of three is no alarm. */
  readonly smallestPart: number;
  /** Entities that may always go, however small the list, so that a list of five can lose one. */
  readonly shrinkAllowance: number;
  /** Rejected records for each entity read, beyond which the files are not what the parser knows. Holds without a last version too. */
  readonly maxRejectedShare: number;
  /** Rejected or drifting places may grow to this multiple of the last version's … */
  readonly maxIssueGrowth: number;
  /** … or to this share of the entities, whichever is more. */
  readonly issueGrowthShare: number;
  /** Issues that are never too many, whatever their share. */
  readonly issueAllowance: number;
  /** Hours a publication date may lie ahead of our clock (zones, clocks). Further ahead it would block every later publication as older. */
  readonly maxFutureHours: number;
  /** Hours without a good answer of a source that has an address, after which its list is `stale`: a day and a half lets one daily update fail. */
  readonly maxUnconfirmedHours: number;
  /** Multiple of that, and of the source's own `maxAgeHours`, after which a list is no longer `stale` but `expired`. */
  readonly expiredAfter: number;
}

export const DEFAULT_HEALTH_POLICY: HealthPolicy = Object.freeze({
  maxShrinkShare: 0.1,
  maxPartShrinkShare: 0.5,
  smallestPart: 20,
  shrinkAllowance: 2,
  maxRejectedShare: 0.25,
  maxIssueGrowth: 3,
  issueGrowthShare: 0.02,
  issueAllowance: 5,
  maxFutureHours: 48,
  maxUnconfirmedHours: 36,
  expiredAfter: 3,
});

/** What a guard found. */
export interface HealthFinding {
  /** Stable: clients and the operator's manual rely on it. */
  readonly code: HealthCode;
  readonly message: string;
  /** `refuse` keeps the last good version in force; `warn` is told and recorded only. */
  readonly severity: 'refuse' | 'warn';
  /** Whether a named person can put the version in force all the same; not where there is nothing to put in force. */
  readonly releasable: boolean;
  readonly measured?: number;
  readonly limit?: number;
}

/**
 * What came:
 * - `lists/empty`: a file of no bytes
 * - `lists/html-page`: a web page (error, sign-in) where a list was due, with whatever status
 * - `lists/missing-file`: a required file, or one the version in force was read with, is not there
 * - `lists/unrecognised-format`: the files do not look like the format
 * - `lists/not-well-formed`, `lists/truncated`, `lists/parse-failed` …: what the parser said; it has its own codes
 * - `lists/archive`: an archive is damaged, encrypted, or unpacks to too much
 * - `lists/download-…`: `connection`, `timeout`, `status`, `gone` (404, 410), `redirects`, `address`, `size`,
 *   `expansion` (gzip bomb), `encoding`
 *
 * What it was read as:
 * - `lists/no-entities`: it names nobody
 * - `lists/shrunk`: too many entities, targets or names are gone (`maxShrinkShare`)
 * - `lists/part-shrunk`: a kind of entity is gone (`maxPartShrinkShare`)
 * - `lists/schema-drift`: unknown elements or columns (`maxIssueGrowth`), or a property that vanished (`maxPartShrinkShare`)
 * - `lists/too-many-rejected`: records that could not be read (`maxRejectedShare`, `maxIssueGrowth`)
 * - `lists/rollback`: published before what is in force, or the same content as a version that was replaced
 * - `lists/future-date`: dated ahead of the clock (`maxFutureHours`), or with what is no date
 * - `lists/record-count`: the publication claims another number of records than were read
 *
 * Told, not refused:
 * - `lists/duplicate-ids`: two entities with one id
 * - `lists/damaged`: the stored version in force was not what was written; it was set aside
 */
export type HealthCode = `lists/${string}`;
