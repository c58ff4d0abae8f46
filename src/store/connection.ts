/** What a query gave: its rows, and how many rows it wrote (`undefined` where it wrote none). */
export interface QueryAnswer {
  readonly rows: unknown[];
  readonly affected: number | undefined;
}

/** One session of a database: what is begun on it stays on it until it is released. */
export interface Session {
  query(sql: string, parameters: readonly unknown[]): Promise<QueryAnswer>;
  /** Ends its use. A session that is told to be broken is thrown away and never used again. */
  release(broken: boolean): void;
}

/** Where sessions come from: the embedded database or a pool of connections to a server. */
export interface SessionSource {
  acquire(): Promise<Session>;
  close(): Promise<void>;
}
