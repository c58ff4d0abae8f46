import type { Writable } from 'node:stream';

/** Text on its way out. What is written waits until the reader keeps up, so that memory stays flat. */
export interface Sink {
  write(text: string): Promise<void>;
}

export function sinkOf(stream: Writable): Sink {
  return {
    write: async (text) => {
      if (text === '' || stream.write(text)) return;
      await new Promise<void>((resolve) => stream.once('drain', resolve));
    },
  };
}
