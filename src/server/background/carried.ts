import { type ErrorPlace, RiegelError } from '../../entity/index.ts';
import type { Progress } from '../../lists/index.ts';
import type { WorkName } from './work.ts';

export interface WorkerStart {
  readonly name: WorkName;
  readonly order: unknown;
}

export type FromWorker =
  | { readonly progress: Progress }
  | { readonly answer: unknown }
  | { readonly error: CarriedError };

/** An error as it goes from thread to thread, where classes are lost. */
interface CarriedError {
  readonly code?: string;
  readonly message: string;
  readonly place?: ErrorPlace;
  readonly expected?: string;
}

export function carried(error: unknown): CarriedError {
  if (!(error instanceof Error)) return { message: String(error) };
  if (!(error instanceof RiegelError)) return { message: error.message };
  const { code, message, place, expected } = error;
  return { code, message, place, ...(expected === undefined ? {} : { expected }) };
}

export function uncarried({ code, message, place, expected }: CarriedError): Error {
  if (code === undefined) return new Error(message);
  return new RiegelError(code, message, {
    ...(place === undefined ? {} : { place }),
    ...(expected === undefined ? {} : { expected }),
  });
}
