/**
 * What a list manager writes to read a custom or national list: which table, which rows make one entity, and
 * which column becomes which property. Plain JSON; `docs/list-mapping.md` explains it with an example.
 * Column names are compared without white space, width and case, so a heading broken over lines is still itself.
 */
export interface ListMapping {
  readonly id: string;
  readonly title: string;
  readonly authority: string;
  readonly jurisdiction: string;
  readonly regimes: readonly string[];
  readonly homepage: string;
  readonly licence: string;
  readonly rhythm: { readonly text: string; readonly maxAgeHours: number };
  readonly file: TableLayout;
  readonly entity: EntityMapping;
  readonly columns: readonly ColumnMapping[];
  readonly addresses?: readonly AddressMapping[];
  /** Values that every entity gets, e.g. `{ "topics": ["sanction"] }`. */
  readonly constants?: Constants;
  /** Present: each entity gets a linked Sanction entity with the listing information. */
  readonly sanction?: SanctionMapping;
  /** Columns that are known and deliberately not read; any other unread column is reported as drift. */
  readonly ignore?: readonly string[];
}

export type Constants = Readonly<Record<string, readonly string[]>>;

type TableFormat = 'csv' | 'tsv' | 'xlsx' | 'xls' | 'ndjson';

export interface TableLayout {
  readonly format: TableFormat;
  /** The files of one publication, with the address of each where it has one. */
  readonly names: readonly string[];
  readonly urls?: readonly string[];
  /** iconv name; without it UTF-8, else cp1252. */
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly header?: HeaderLayout;
  /** Regular expression: the sheets to read. Without it, all. */
  readonly sheets?: string;
  /** Rows that are no records: remarks, deleted entries, footers. */
  readonly skip?: readonly Condition[];
  /** A row with one filled cell that matches is a heading; the rows below have it as column `$section`. */
  readonly section?: string;
  /** Columns whose cells, when empty, hold what stands above them (merged cells). */
  readonly fillDown?: readonly string[];
}

/** Where the column names are. Default: the first row. */
export type HeaderLayout =
  | { readonly row: number; readonly rows?: number }
  /** The first row (of each sheet) holding all these names; a sheet without it is left out. */
  | { readonly find: readonly string[]; readonly rows?: number }
  | { readonly names: readonly string[] };

export interface Condition {
  readonly column: string;
  /** Regular expression the cell must match, upper and lower case alike. */
  readonly matches?: string;
  /** Regular expression the cell must not match. */
  readonly lacks?: string;
}

interface EntityMapping {
  readonly id: {
    readonly prefix: string;
    /** Columns that together name one entity; `match` takes a part of the cell. */
    readonly key: readonly (string | KeyPart)[];
    /** The key is long or not Latin: the id holds its SHA-1 instead. */
    readonly digest?: boolean;
  };
  readonly schema: string | SchemaChoice;
  /**
   * Rows that list the entity as designated; the other rows name it only (relatives, owners, delisted ones).
   * Without it all rows designate. Only designated entities get the `constants`.
   */
  readonly designated?: readonly Condition[];
  /** Rows with the same id are one entity. Without it the later ones are entities of their own, with an id ending in `-2`. */
  readonly merge?: boolean;
}

export interface KeyPart {
  readonly column: string;
  /** Regular expression: the part of the cell that names the entity. */
  readonly match?: string;
  /** Columns that stand in, digested, where the cell is empty. */
  readonly otherwise?: readonly string[];
}

interface SchemaChoice {
  /** The first case whose conditions all hold gives the schema. */
  readonly cases: readonly { readonly when: readonly Condition[]; readonly schema: string }[];
  /** For a row in none of the cases; without it such a row is rejected. */
  readonly otherwise?: string;
}

export interface ColumnMapping {
  /** One column, or several names of it of which the first that exists is read. */
  readonly column: string | readonly string[];
  readonly property: string;
  /** `sanction`: the value belongs to the linked Sanction. */
  readonly on?: 'entity' | 'sanction';
  /** Each value is an entity of its own, e.g. a `CryptoWallet`, that names ours in its property `link`. */
  readonly linked?: { readonly schema: string; readonly link: string };
  /** Only for entities of these schemata. */
  readonly schemata?: readonly string[];
  /** Only for rows that fulfil all conditions. */
  readonly when?: readonly Condition[];
  /** Not every publication has the column. */
  readonly optional?: boolean;
  /** Regular expressions and replacements, applied in order to the whole cell. */
  readonly replace?: readonly (readonly [pattern: string, replacement: string])[];
  /** Regular expression between values, or a delimiter around which values may be quoted as in CSV. */
  readonly split?: string | { readonly quoted: string };
  /** Regular expression: the value is its first group, once for each place it occurs. */
  readonly take?: string;
  /** Regular expression: a value that matches wholly is a placeholder for nothing. */
  readonly drop?: string;
  /** Wording of the source to FtM's, e.g. `{ "ذكر": "male" }`. */
  readonly values?: Readonly<Record<string, string>>;
  readonly date?: DateReading;
  readonly country?: boolean;
  /** The source writes `LAST, First`; turned to natural order, the original kept in the note. */
  readonly order?: 'last-first';
  readonly quality?: 'primary' | 'strong' | 'weak';
  readonly kind?: string;
  readonly lang?: string;
}

export interface DateReading {
  /** How the source writes dates in figures; without it an ambiguous date gives both days. */
  readonly order?: 'day-month' | 'month-day';
  /** A year of two figures is the last such year not after this one; without it it is not read. */
  readonly latestYear?: number;
}

/** One address from several columns: `"{Street}, {City} {Postcode}, {Country}"`. */
interface AddressMapping {
  readonly template: string;
  readonly property?: string;
  readonly when?: readonly Condition[];
}

interface SanctionMapping {
  readonly constants?: Constants;
  /** Columns by which several sanctions of one entity differ; without it each entity has one. */
  readonly key?: readonly string[];
}
