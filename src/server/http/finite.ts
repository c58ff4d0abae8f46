import { Readable } from 'node:stream';
import type { preHandlerHookHandler } from 'fastify';
import { RiegelError } from '../../entity/index.ts';

/**
 * Refuses numbers that are none: a text such as `Infinity`, or one of 400 digits, is taken for a number where one is
 * asked for, and Ajv compares only finite ones with the bounds that a schema sets.
 */
export const refuseInfinite: preHandlerHookHandler = ({ params, query, body }, _reply, done) => {
  for (const part of [params, query, body]) {
    // A body that is a file or a stream has members of its own that nobody sent.
    if (typeof part !== 'object' || part === null || ArrayBuffer.isView(part) || part instanceof Readable)
      continue;
    for (const [name, value] of Object.entries(part)) {
      if (typeof value !== 'number' || Number.isFinite(value)) continue;
      return done(
        new RiegelError('server/invalid', 'A number is beyond all bounds', { place: { path: `/${name}` } }),
      );
    }
  }
  done();
};
