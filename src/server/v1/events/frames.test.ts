import assert from 'node:assert/strict';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import type { EventFeed, EventKind, ToldEvent } from '../../../events/index.ts';
import { frames, notStalling } from './frames.ts';

const KINDS: ReadonlySet<EventKind> = new Set(['sweep.finished']);
const PACE = { checkMs: 20, heartbeatMs: 40, stallMs: 300 };

/** A feed with more events than anybody reads. */
function endlessFeed(): { feed: EventFeed; pages: () => number } {
  let pages = 0;
  const feed = {
    async read({ beyond }: { beyond: number }) {
      pages++;
      const events = Array.from(
        { length: 200 },
        (_, i): ToldEvent => ({
          ...{ record: beyond + 1 + i, id: 'x', kind: 'sweep.finished', at: '2026-11-24T00:00:00.000Z' },
          references: { sweep: 'x'.repeat(200) },
        }),
      );
      return { events, upTo: beyond + 200, more: true };
    },
  } as unknown as EventFeed;
  return { feed, pages: () => pages };
}

const quietFeed = {
  read: async ({ beyond }: { beyond: number }) => ({ events: [], upTo: beyond + 1, more: false }),
  wait: (_: number, ms: number) => new Promise((resolve) => setTimeout(resolve, ms)),
} as unknown as EventFeed;

test('a reader that does not read is read for no further than fits on the way, and is let go', async () => {
  const { feed, pages } = endlessFeed();
  const end = new AbortController();
  let letGo = false;
  const server = createServer((_, response) => {
    response.on('close', () => end.abort());
    const allowed = async () => KINDS;
    const told = frames({ feed, beyond: -1, allowed, pace: PACE, signal: end.signal });
    const stalled = () => {
      letGo = true;
      response.destroy();
    };
    Readable.from(notStalling(told, PACE.stallMs, stalled), { objectMode: false }).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const asked = request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  asked.on('error', () => {});
  const closed = new Promise((resolve) => end.signal.addEventListener('abort', resolve));
  asked.on('response', (answer) => answer.pause().on('error', () => {})).end();
  await closed;
  assert.equal(letGo, true);
  const read = pages();
  assert.ok(read < 500, `${read} pages were read for somebody who read none`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(pages(), read, 'nothing is read any more');
  asked.destroy();
  server.close();
});

test('signs of life say how far the stream has come, and it ends when nobody may follow any more', async () => {
  let times = 0;
  const allowed = async () => (++times > 5 ? undefined : KINDS);
  const { signal } = new AbortController();
  const pieces: string[] = [];
  for await (const piece of frames({ feed: quietFeed, beyond: 7, allowed, pace: PACE, signal })) {
    pieces.push(piece);
  }
  assert.equal(pieces[0], 'retry: 3000\nid: 7\n\n');
  assert.ok(pieces.length >= 2, pieces.join(''));
  for (const piece of pieces.slice(1)) assert.match(piece, /^: \nid: (\d+)\n\n$/);
  assert.ok(Number(/\d+/.exec(pieces.at(-1)!)![0]) > 7);
});
