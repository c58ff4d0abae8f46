/** The links' tables, as Kysely knows them. */
export interface LinkTables {
  readonly link_book: {
    readonly version: number;
    readonly id: string;
    readonly previous: string | null;
    readonly list_versions: string;
    readonly actor: string;
    readonly seq: number;
    readonly at: Date;
  };
  readonly link_version: { readonly link_id: string; readonly version: number; readonly body: string | null };
  readonly link: {
    readonly id: string;
    readonly version: number;
    readonly left_id: string;
    readonly right_id: string;
    readonly state: string;
    readonly waiting: boolean;
    readonly strength: number;
  };
}

/** One version of the book of links. */
export interface LinkBookRow {
  /** Counts from 1. */
  readonly version: number;
  /** Digest of what it changed and of the id before it. */
  readonly id: string;
  readonly previous: string | undefined;
  /** List id → version. */
  readonly listVersions: Readonly<Record<string, string>>;
  readonly actor: string;
  /** Record of the journal that tells of it. */
  readonly seq: number;
  readonly at: Date;
}

/** A link as it stands. */
export interface LinkRow {
  readonly id: string;
  /** Of the book, in which it last changed. */
  readonly version: number;
  readonly left: string;
  readonly right: string;
  readonly state: string;
  /** Whether a person has to look at it. */
  readonly waiting: boolean;
  readonly strength: number;
  /** Ids of the lists of both ends. */
  readonly lists: readonly string[];
  /** The whole link, JSON. */
  readonly body: string;
}

/** A link as it was from one version of the book on. */
export interface LinkVersionRow {
  readonly version: number;
  /** JSON; none where it was withdrawn. */
  readonly body: string | undefined;
  readonly actor: string;
  readonly seq: number;
  readonly at: Date;
}

/** Which links; everything left out holds for all. */
export interface LinkFilter {
  readonly state?: string | undefined;
  readonly waiting?: boolean | undefined;
  /** One end. */
  readonly entity?: string | undefined;
  /** The list of one end. */
  readonly list?: string | undefined;
}
