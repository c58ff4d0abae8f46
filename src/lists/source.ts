import type { Entity } from '../entity/index.ts';

/** One file of a publication: OFAC's SDN list is four CSV files, the UN's one XML. */
export interface SourceFile {
  /** Name as the source declares it in `files`, e.g. `sdn.csv`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Something the parser could not read or had to mend; the record it concerns is named. Never silent. */
export interface ParseIssue {
  readonly severity: 'rejected' | 'mended' | 'drift';
  /** Stable code, e.g. `orphan-alias`, `bad-date`, `unknown-element`, `unknown-column`. */
  readonly code: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly row?: number;
  readonly path?: string;
}

export interface ParsedList {
  readonly entities: readonly Entity[];
  readonly issues: readonly ParseIssue[];
  /** ISO 8601 date or time of publication, where the publication states it. */
  readonly publishedAt?: string;
  /** Number of records the publication itself claims to hold, where it says so (OFAC `Record_Count`). */
  readonly claimedRecords?: number;
}

/** One official source. A source is one file in `lists/sources/`. */
export interface Source {
  /** Stable id in the style of OpenSanctions, e.g. `un_sc_sanctions`, `us_ofac_sdn`, `eu_fsf`, `gb_uk_sanctions`. */
  readonly id: string;
  readonly title: string;
  readonly authority: string;
  /** ISO 3166-1 alpha-2 lower case, or `un`, `eu`. */
  readonly jurisdiction: string;
  /** FtM topics and regimes a policy can switch: `terrorism`, `proliferation`, `country`, `crime`, `export-control` … */
  readonly regimes: readonly string[];
  readonly homepage: string;
  readonly licence: string;
  /** How often the authority publishes, in plain words and as the age in hours beyond which we raise an alarm. */
  readonly rhythm: { readonly text: string; readonly maxAgeHours: number };
  /** Alternative publications of the same list; the first is what `update` fetches. */
  readonly formats: readonly SourceFormat[];
}

export interface SourceFormat {
  /** e.g. `xml`, `csv`, `advanced-xml`, `ofsi-csv-2022`. Unique within the source. */
  readonly id: string;
  readonly files: readonly {
    readonly name: string;
    /** Absent for a format that is no longer published and is read from disk only. */
    readonly url?: string;
    readonly required: boolean;
  }[];
  /** True when the files look like this format (decided by content, first kilobytes). */
  detects(files: readonly SourceFile[]): boolean;
  /** Throws RiegelError when the publication as a whole cannot be trusted (not well-formed, truncated, unknown root). */
  parse(files: readonly SourceFile[], source: Source): ParsedList;
}

/** Whether a source can be fetched: one of its formats has an address for all that it needs. */
export function isPublished({ formats }: Source): boolean {
  return formats.some(
    ({ files }) =>
      files.every((file) => file.url !== undefined || !file.required) &&
      files.some((file) => file.url !== undefined),
  );
}
