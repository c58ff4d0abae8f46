import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** Errno of WASI for an input/output error: what PostgreSQL is told when the disk fails. */
const EIO = 29;

interface Stream {
  /** File descriptor; a folder has none. */
  readonly nfd?: number;
  readonly node: unknown;
}

interface Module {
  readonly NODEFS: {
    realPath(node: unknown): string;
    stream_ops: { fsync?: (stream: Stream) => number };
  };
}

type Options = Awaited<ReturnType<NodeFS['init']>>['emscriptenOpts'];

/**
 * PGlite's files with a true fsync. As it comes, PGlite starts PostgreSQL without fsync and its file system would
 * not know how: a commit survives the end of the process but not that of the machine. Here a commit returns when
 * its write-ahead log is on the disk, as with a server.
 */
export class DurableFiles extends NodeFS {
  override async init(pg: PGlite, options: Options): Promise<{ emscriptenOpts: Options }> {
    const made = await super.init(pg, options);
    const preRun = made.emscriptenOpts.preRun as unknown as ((module: Module) => void)[];
    preRun.push(({ NODEFS }) => {
      NODEFS.stream_ops.fsync = (stream) => {
        try {
          if (stream.nfd === undefined) syncFolder(NODEFS.realPath(stream.node));
          else fsyncSync(stream.nfd);
          return 0;
        } catch {
          return EIO;
        }
      };
    });
    return made;
  }
}

/** Starts PostgreSQL as PGlite does, but with fsync; `fdatasync` its file system does not know. */
export function durableStart(defaults: readonly string[]): string[] {
  return [...defaults.filter((word) => word !== '-F'), '-c', 'wal_sync_method=fsync', '-c', 'jit=off'];
}

/** Brings all files of a folder to the disk: what `initdb` does at its end, and PGlite's does not. */
export function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else if (entry.isFile()) syncPath(path, 'r+');
  }
  syncFolder(folder);
}

/** A name is durable only when the folder that holds it is. */
export function syncFolder(path: string): void {
  // Windows cannot open folders and needs no such thing.
  if (process.platform !== 'win32') syncPath(path, 'r');
}

function syncPath(path: string, flags: string): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
