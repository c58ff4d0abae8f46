/** One step of the database's shape. There is no way back: an error is mended by a further step. */
export interface Migration {
  /** As its file: `0001-journal`. */
  readonly id: string;
  /** Statements in their order, run in one transaction. */
  readonly statements: readonly string[];
}
