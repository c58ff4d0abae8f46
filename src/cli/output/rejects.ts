import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import type { BatchReject } from '../../screening/index.ts';
import { placeText } from '../report-error.ts';
import { printable } from './printable.ts';
import { sinkOf } from './sink.ts';

/** Told on stderr where no rejects file takes them; the rest is counted. */
const TOLD = 20;

/** Where subjects go that could not be screened: a file of NDJSON, or stderr. */
export interface RejectsBook {
  add(document: string, reject: BatchReject): Promise<void>;
  close(): Promise<void>;
}

/** @param file path of the rejects file; it is written anew. Throws what the file system throws. */
export async function rejectsFile(file: string): Promise<RejectsBook> {
  const stream: WriteStream = createWriteStream(file, { flags: 'w', mode: 0o600 });
  await once(stream, 'open');
  let failure: unknown;
  stream.on('error', (error) => {
    failure = error;
    // Whoever waits for room to write goes on, and meets the failure.
    stream.emit('drain');
  });
  const sink = sinkOf(stream);
  const check = () => {
    if (failure !== undefined) throw failure;
  };
  return {
    add: async (document, reject) => {
      await sink.write(`${JSON.stringify({ document, ...reject })}\n`);
      check();
    },
    close: async () => {
      await new Promise<void>((resolve) => stream.end(resolve).once('error', () => resolve()));
      check();
    },
  };
}

/** @param quiet where the table on stdout tells of each */
export function rejectsOnStderr(quiet: boolean): RejectsBook {
  let count = 0;
  return {
    add: async (document, { code, message, row, line, path }) => {
      if (quiet || ++count > TOLD) return;
      const place = placeText({
        file: document,
        ...(path === undefined ? {} : { path }),
        ...(row === undefined ? {} : { row }),
        ...(line === undefined ? {} : { line }),
      });
      process.stderr.write(`${printable(`riegel: ${code}: ${message}; at ${place}; not screened`)}\n`);
    },
    close: async () => {
      const left = count - TOLD;
      if (left > 0)
        process.stderr.write(`riegel: ${left} more were not screened; --rejects FILE keeps them all\n`);
    },
  };
}
