import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { RiegelError } from '../../entity/index.ts';

/** Bytes handed over by the caller, with the name of the file they came from. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Bytes that can be read more than once, in pieces, and of which any range can be read. */
export interface ByteSource {
  readonly name: string;
  /** Length in bytes. */
  readonly size: number;
  /** Path on disk; absent for bytes in memory. */
  readonly path?: string;
  /** All bytes, where they are in memory already. */
  readonly bytes?: Uint8Array;
  /** The bytes from `from` up to, not including, `to`; fewer at the end of the source. */
  range(from: number, to: number): Promise<Uint8Array>;
  /** The whole source from the start, in pieces of at most `PIECE` bytes. */
  pieces(): AsyncIterable<Uint8Array>;
}

/** 256 KiB: large enough that the cost of a piece is spread, small enough that memory stays flat. */
const PIECE = 256 * 1024;

/**
 * Takes a path, or bytes with a name. Gives the source.
 * @throws RiegelError `messages/file-not-found`, `messages/not-a-file`, `messages/file-unreadable`.
 */
export async function openSource(input: string | NamedBytes): Promise<ByteSource> {
  return typeof input === 'string' ? fileSource(input) : bytesSource(input);
}

function bytesSource({ name, bytes }: NamedBytes): ByteSource {
  return {
    name,
    size: bytes.length,
    bytes,
    range: async (from, to) => bytes.subarray(from, to),
    pieces: async function* () {
      for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
    },
  };
}

async function fileSource(path: string): Promise<ByteSource> {
  const place = { file: path };
  const facts = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    const code = cause.code === 'ENOENT' ? 'messages/file-not-found' : 'messages/file-unreadable';
    throw new RiegelError(code, `Cannot open ${path}`, { place, cause });
  });
  if (!facts.isFile()) throw new RiegelError('messages/not-a-file', `${path} is not a file`, { place });
  return {
    name: path,
    path,
    size: facts.size,
    range: async (from, to) => {
      const file = await open(path);
      try {
        const buffer = Buffer.alloc(Math.max(0, Math.min(to, facts.size) - from));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    pieces: () => createReadStream(path, { highWaterMark: PIECE }),
  };
}
