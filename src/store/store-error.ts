import { RiegelError } from '../entity/index.ts';

/** SQLSTATEs (PostgreSQL manual, appendix A) and system errors, and what they mean to who runs Riegel. */
const CODES: readonly (readonly [pattern: RegExp, code: string, message: string])[] = [
  [/^RG001$/, 'store/append-only', 'The journal is only ever added to'],
  [/^(53100|ENOSPC|EDQUOT)$/, 'store/full', 'The disk of the database is full'],
  [/^(53300|53200|53000)$/, 'store/overloaded', 'The database server has no room for more work'],
  [/^(57014|55P03|25P03|25P04)$/, 'store/timeout', 'The database took longer than is allowed'],
  [/^(40001|40P01)$/, 'store/conflict', 'Two transactions stood in each other’s way; try again'],
  [/^23/, 'store/constraint', 'The database refuses the row'],
  [/^(28...|42501|3D000)$/, 'store/denied', 'The database server does not let Riegel in'],
  [/^(XX001|XX002|58P01|58030|EIO)$/, 'store/damaged', 'The files of the database are damaged'],
  [
    /^(08...|57P0.|ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|EACCES)$/,
    'store/unreachable',
    'The database server cannot be reached',
  ],
];

/** What `pg` says, without a code, when a connection ends under it. */
const CONNECTION_GONE =
  /Connection terminated|connection ended|Client has encountered a connection error|not queryable|timeout expired/i;
const POOL_EXHAUSTED = /timeout exceeded when trying to connect/i;

interface DriverError {
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
}

/**
 * The `store/…` error that a driver's error means. The server's own message stays in the `cause`, never in the
 * message: it may quote a row.
 */
export function storeError(error: unknown): RiegelError {
  if (error instanceof RiegelError) return error;
  const { code = '', constraint, table } = (error ?? {}) as DriverError;
  const text = error instanceof Error ? error.message : String(error);
  // A host name with several addresses fails with one error for each.
  if (error instanceof AggregateError && error.errors.length > 0) return storeError(error.errors[0]);
  const known = CODES.find(([pattern]) => pattern.test(code));
  if (known !== undefined) {
    const where = constraint ?? table;
    return new RiegelError(known[1], known[2], {
      cause: error,
      ...(where === undefined ? {} : { place: { path: where } }),
    });
  }
  if (POOL_EXHAUSTED.test(text)) {
    return new RiegelError('store/overloaded', 'All connections to the database stayed in use', {
      cause: error,
    });
  }
  if (code === '' && CONNECTION_GONE.test(text)) {
    return new RiegelError('store/unreachable', 'The database server cannot be reached', { cause: error });
  }
  return new RiegelError('store/failed', `The database refuses a query${code === '' ? '' : ` (${code})`}`, {
    cause: error,
  });
}

/** Whether the session that threw this is of no more use. */
export function isBroken(error: unknown): boolean {
  return (
    error instanceof RiegelError && (error.code === 'store/unreachable' || error.code === 'store/damaged')
  );
}
