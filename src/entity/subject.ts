/**
 * Somebody or something that a document names and that is compared with the lists.
 * Shaped as an FtM entity so that a list entry can be screened as it is.
 */
export interface Subject {
  /** The caller's own reference, given back with the answer. */
  readonly id?: string;
  /** FtM schema; `LegalEntity` where person or organisation is not known, `Thing` where nothing is. */
  readonly schema: string;
  /** At least `name`; may hold `alias`, `firstName`, `lastName`, `birthDate`, `nationality`, `country`, `gender`, `idNumber`, `passportNumber`, `address` … */
  readonly properties: Readonly<Record<string, readonly string[]>>;
  /** Where in the document it came from. */
  readonly origin?: Origin;
  /** What the carrying format did to the name before it reached us. */
  readonly carried?: CarriedName;
}

/** A place in a document. Lines, columns and rows count from 1, as an editor shows them; offsets count UTF-16 units from 0. */
export interface Origin {
  /** File name or message reference. */
  readonly document: string;
  /** Format that was read, e.g. `csv`, `xlsx`, `html`, `pacs.008.001.10`, `paxlst`. */
  readonly format?: string;
  readonly row?: number;
  readonly line?: number;
  readonly column?: number;
  /** Sheet of a workbook, XML path, segment, JSON pointer … */
  readonly path?: string;
  /** Start and end of the name in the text. */
  readonly span?: readonly [start: number, end: number];
}

export interface CarriedName {
  /** The format cuts names and this one may be cut: a prefix of a token or a lack of tokens at the end is no contradiction. */
  readonly truncated?: boolean;
  /** Typed by a person and not read by a machine: letters may be missed or changed. */
  readonly capture?: 'manual';
  /** The table by which the name was transliterated, where known. */
  readonly transliteration?: 'icao-9303';
}
