import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  entitiesOf,
  historyOf,
  openVersion,
  type Progress,
  statusOf,
  updateList,
} from '../../src/lists/index.ts';
import { fixtureSource, fixtureText, people } from './fixture-source.ts';
import { type Behaviour, sends, startServer, type TestServer } from './misbehaving-server.ts';

const QUICK = {
  firstPauseMs: 5,
  maxPauseMs: 20,
  connectMs: 2_000,
  idleMs: 300,
  totalMs: 3_000,
  attempts: 2,
  proxy: { except: '*' },
};
const GOOD = fixtureText(people(40), { published: '2026-01-01' });

async function scene(t: TestContext, behaviour: Behaviour = sends(GOOD)) {
  const dataDir = await mkdtemp(join(tmpdir(), 'riegel-update-'));
  const server = await startServer(behaviour);
  t.after(async () => {
    await server[Symbol.asyncDispose]();
    await rm(dataDir, { recursive: true, force: true });
  });
  const source = fixtureSource(`${server.url}/list.txt`);
  const update = (network: object = {}) => updateList(dataDir, source, { network: { ...QUICK, ...network } });
  return { dataDir, server, source, update };
}

type Scene = Awaited<ReturnType<typeof scene>>;

/** First a good version, then the misbehaviour: refused with the code, the good version still in force, the reason in the history. */
async function refuses(
  t: TestContext,
  behaviour: Behaviour,
  code: string,
  network: object = {},
): Promise<Scene> {
  const world = await scene(t);
  const good = await world.update();
  assert.equal(good.outcome, 'in-force');
  world.server.behave(behaviour);
  const result = await world.update(network);
  assert.equal(result.outcome, 'refused');
  assert.equal(
    result.findings.find(({ severity }) => severity === 'refuse')?.code,
    code,
    JSON.stringify(result.findings),
  );
  assert.equal(result.inForce, good.version);
  assert.equal((await openVersion(world.dataDir, world.source.id)).id, good.version);
  const last = (await historyOf(world.dataDir, world.source.id)).at(-1);
  assert.equal(last?.outcome, 'refused');
  assert.ok(last?.findings.some((finding) => finding.code === code));
  assert.equal(
    (await statusOf(world.dataDir, world.source)).refused?.findings[0]?.code,
    last?.findings[0]?.code,
  );
  return world;
}

describe('a source that answers well', () => {
  it('comes into force, with its entities, times and server headers', async (t) => {
    const { dataDir, source, update, server } = await scene(t, sends(GOOD, { etag: '"one"' }));
    const result = await update({ contact: 'ops@bank.example' });
    assert.equal(result.outcome, 'in-force');
    const version = await openVersion(dataDir, source.id);
    assert.equal(version.publishedAt, '2026-01-01');
    assert.ok(version.inForceAt);
    assert.equal(version.raw[0]?.obtained.etag, '"one"');
    const names: string[] = [];
    for await (const entity of entitiesOf(version)) names.push(entity.caption);
    assert.equal(names.length, 40);
    assert.equal(names[0], 'Person Number 1');
    assert.match(
      server.requests[0]?.headers['user-agent'] ?? '',
      /^Riegel\/\S+ \(.*sanctions list fetch; ops@bank\.example\)$/,
    );
  });

  it('is asked conditionally, and a 304 confirms without a new version', async (t) => {
    const { dataDir, source, update, server } = await scene(
      t,
      sends(GOOD, { etag: '"one"', 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT' }),
    );
    const first = await update();
    server.behave((request, response) => {
      assert.equal(request.headers['if-none-match'], '"one"');
      assert.equal(request.headers['if-modified-since'], 'Thu, 01 Jan 2026 00:00:00 GMT');
      response.writeHead(304).end();
    });
    const second = await update();
    assert.deepEqual([second.outcome, second.inForce], ['unchanged', first.version]);
    const [entry, ...others] = await historyOf(dataDir, source.id);
    assert.equal(others.length, 0);
    assert.equal(entry?.confirmations, 1);
  });

  it('gives the same bytes again: no new version, the fetch recorded, the new ETag used', async (t) => {
    const { update, server } = await scene(t, sends(GOOD, { etag: '"one"' }));
    const first = await update();
    server.behave(sends(GOOD, { etag: '"two"' }));
    const second = await update();
    assert.deepEqual([second.outcome, second.version], ['unchanged', first.version]);
    await update();
    assert.equal(server.requests.at(-1)?.headers['if-none-match'], '"two"');
  });

  it('is unpacked when it comes gzipped, and progress counts what came over the line', async (t) => {
    const packed = gzipSync(GOOD);
    const { dataDir, source } = await scene(t);
    const server = await startServer(sends(packed, { 'content-encoding': 'gzip' }));
    t.after(() => server[Symbol.asyncDispose]());
    const told: Progress[] = [];
    const result = await updateList(dataDir, fixtureSource(server.url), {
      network: QUICK,
      onProgress: (p) => told.push(p),
    });
    assert.equal(result.outcome, 'in-force');
    assert.equal((await openVersion(dataDir, source.id)).raw[0]?.bytes, GOOD.length);
    const downloads = told.filter((p) => p.step === 'download');
    assert.equal(downloads.at(-1)?.bytes, packed.length);
    assert.equal(downloads.at(-1)?.total, packed.length);
  });

  it('is followed through redirects, and both addresses are kept', async (t) => {
    const { dataDir, source, update, server } = await scene(t, (request, response) => {
      if (request.url === '/moved') sends(GOOD)(request, response, 0);
      else response.writeHead(302, { location: '/moved' }).end();
    });
    assert.equal((await update()).outcome, 'in-force');
    const { obtained } = (await openVersion(dataDir, source.id)).raw[0]!;
    assert.deepEqual([obtained.url, obtained.finalUrl], [`${server.url}/list.txt`, `${server.url}/moved`]);
  });

  it('is tried again after trouble', async (t) => {
    const { update, server } = await scene(t, (request, response, asked) => {
      if (asked < 3) response.writeHead(asked === 1 ? 500 : 503, { 'retry-after': '0' }).end('trouble');
      else sends(GOOD)(request, response, asked);
    });
    assert.equal((await update({ attempts: 3 })).outcome, 'in-force');
    assert.equal(server.requests.length, 3);
  });

  it('is tried again when the file broke off', async (t) => {
    const { update, server } = await scene(t, (request, response, asked) => {
      if (asked > 1) return sends(GOOD)(request, response, asked);
      response.writeHead(200, { 'content-length': String(GOOD.length) });
      response.write(GOOD.slice(0, 300), () => response.destroy());
    });
    assert.equal((await update()).outcome, 'in-force');
    assert.equal(server.requests.length, 2);
  });

  it('is told who asks, at every step: a server that turns away the nameless lets us in', async (t) => {
    const { update } = await scene(t, (request, response, asked) => {
      if (!request.headers['user-agent']?.startsWith('Riegel/')) response.writeHead(403).end();
      else if (asked === 1) response.writeHead(301, { location: '/moved' }).end();
      else sends(GOOD)(request, response, asked);
    });
    assert.equal((await update()).outcome, 'in-force');
  });

  it('is waited for as long as Retry-After says', async (t) => {
    const { update } = await scene(t, (request, response, asked) => {
      if (asked === 1) response.writeHead(429, { 'retry-after': '1' }).end();
      else sends(GOOD)(request, response, asked);
    });
    const began = Date.now();
    assert.equal((await update()).outcome, 'in-force');
    assert.ok(Date.now() - began >= 1000);
  });

  it('is fetched through the proxy where one is set', async (t) => {
    const { dataDir } = await scene(t);
    const proxy = await startServer((request, response, asked) => {
      assert.equal(request.url, 'http://list.invalid/list.txt');
      sends(GOOD)(request, response, asked);
    });
    t.after(() => proxy[Symbol.asyncDispose]());
    const source = fixtureSource('http://list.invalid/list.txt');
    const network = { ...QUICK, proxy: { http: proxy.url, except: '' } };
    assert.equal((await updateList(dataDir, source, { network })).outcome, 'in-force');
  });
});

describe('a server that misbehaves is refused and the good version stays', () => {
  it('breaks off in the middle', (t) =>
    refuses(
      t,
      (_request, response) => {
        response.writeHead(200, { 'content-length': String(GOOD.length) });
        response.write(GOOD.slice(0, 300), () => response.destroy());
      },
      'lists/truncated',
    ).then(() => {}));

  it('breaks off in the middle without having said how much would come', (t) =>
    refuses(
      t,
      (_request, response) => {
        response.writeHead(200);
        response.write(GOOD.slice(0, 300), () => response.socket?.destroy());
      },
      'lists/truncated',
    ).then(() => {}));

  it('sends a file that was cut before it was sent', (t) =>
    refuses(t, sends(GOOD.slice(0, 700)), 'lists/truncated').then(() => {}));

  it('announces more than it sends', (t) =>
    refuses(
      t,
      (_request, response) => {
        response.socket?.end(`HTTP/1.1 200 OK\r\ncontent-length: ${GOOD.length + 10}\r\n\r\n${GOOD}`);
      },
      'lists/truncated',
    ).then(() => {}));

  it('cuts a gzip stream', (t) => {
    const cut = gzipSync(GOOD).subarray(0, 200);
    return refuses(t, sends(cut, { 'content-encoding': 'gzip' }), 'lists/truncated').then(() => {});
  });

  it('sends nothing', (t) => refuses(t, sends(''), 'lists/empty').then(() => {}));

  it('never answers', (t) => refuses(t, () => {}, 'lists/download-connection').then(() => {}));

  it('falls silent in the middle', (t) =>
    refuses(
      t,
      (_request, response) => {
        response.writeHead(200);
        response.write('LIST');
      },
      'lists/truncated',
    ).then(() => {}));

  it('drips', (t) =>
    refuses(
      t,
      (_request, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write('x'), 50);
        response.on('close', () => clearInterval(drip));
      },
      'lists/download-timeout',
      { totalMs: 600 },
    ).then(() => {}));

  it('resets the connection', (t) =>
    refuses(t, (request) => request.socket.resetAndDestroy(), 'lists/download-connection').then(() => {}));

  it('answers 403', async (t) => {
    const { server } = await refuses(
      t,
      (_request, response) => response.writeHead(403).end(),
      'lists/download-status',
    );
    assert.equal(server.requests.length, 2, 'a plain refusal is not tried again');
  });

  it('answers 500 for ever', async (t) => {
    const { server } = await refuses(
      t,
      (_request, response) => response.writeHead(500).end(),
      'lists/download-status',
    );
    assert.equal(server.requests.length, 3);
  });

  it('has no such file any more', (t) =>
    refuses(t, (_request, response) => response.writeHead(404).end(), 'lists/download-gone').then(() => {}));

  it('says 304 though nothing was asked conditionally', (t) =>
    refuses(t, (_request, response) => response.writeHead(304).end(), 'lists/download-status').then(
      () => {},
    ));

  it('redirects in a circle', (t) =>
    refuses(
      t,
      (request, response) => response.writeHead(302, { location: request.url === '/a' ? '/b' : '/a' }).end(),
      'lists/download-redirects',
    ).then(() => {}));

  it('redirects without end', (t) =>
    refuses(
      t,
      (_request, response, asked) => response.writeHead(302, { location: `/${asked}` }).end(),
      'lists/download-redirects',
    ).then(() => {}));

  it('redirects to a file on this machine', (t) =>
    refuses(
      t,
      (_request, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      'lists/download-address',
    ).then(() => {}));

  it('sends a web page as if all were well', async (t) => {
    const page = '\n<!DOCTYPE html>\n<html><body>Scheduled maintenance</body></html>';
    const { dataDir, source } = await refuses(t, sends(page), 'lists/html-page');
    assert.ok(
      (await historyOf(dataDir, source.id)).at(-1)?.version,
      'the page is kept for whoever looks into it',
    );
  });

  it('announces too much', (t) =>
    refuses(t, sends(GOOD), 'lists/download-size', { maxBytes: 100 }).then(() => {}));

  it('never stops sending', (t) =>
    refuses(
      t,
      (_request, response) => {
        response.writeHead(200);
        const pour = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536, 'x')));
        };
        response.on('drain', pour);
        pour();
      },
      'lists/download-size',
      { maxBytes: 5_000_000 },
    ).then(() => {}));

  it('sends a gzip bomb', (t) => {
    const bomb = gzipSync(Buffer.alloc(40_000_000));
    return refuses(t, sends(bomb, { 'content-encoding': 'gzip' }), 'lists/download-expansion').then(() => {});
  });

  it('packs the file in a way that was not asked for', (t) =>
    refuses(t, sends(GOOD, { 'content-encoding': 'zstd' }), 'lists/download-encoding').then(() => {}));

  it('serves a shrunken list', (t) =>
    refuses(t, sends(fixtureText(people(30), { published: '2026-01-02' })), 'lists/shrunk').then(() => {}));

  it('serves a list with a column renamed away', (t) => {
    const drifted = people(40).map(({ id, name, aliases }) => ({ id, name, aliases: aliases ?? [] }));
    return refuses(t, sends(fixtureText(drifted, { published: '2026-01-02' })), 'lists/schema-drift').then(
      () => {},
    );
  });

  it('serves a list with columns nobody knows', (t) => {
    const drifted = people(40).map((record) => ({ ...record, more: ['new'] }));
    return refuses(t, sends(fixtureText(drifted, { published: '2026-01-02' })), 'lists/schema-drift').then(
      () => {},
    );
  });

  it('is not there at all', async (t) => {
    const { dataDir, source, server } = await scene(t);
    await (server as TestServer)[Symbol.asyncDispose]();
    const result = await updateList(dataDir, source, { network: QUICK });
    assert.equal(result.findings[0]?.code, 'lists/download-connection');
    assert.equal((await statusOf(dataDir, source)).state, 'absent');
  });
});

describe('an update that is called off', () => {
  it('rejects with the reason and leaves no trace', async (t) => {
    const { dataDir, source, server } = await scene(t, (_request, response) => {
      response.writeHead(200);
      response.write('LIST');
    });
    const controller = new AbortController();
    const reason = new Error('enough');
    setTimeout(() => controller.abort(reason), 100);
    const network = { ...QUICK, idleMs: 5_000, totalMs: 10_000 };
    await assert.rejects(updateList(dataDir, source, { network, signal: controller.signal }), reason);
    assert.deepEqual(await historyOf(dataDir, source.id), []);
    assert.equal(server.requests.length, 1);
  });
});

describe('a list of several files', () => {
  it('keeps the copy of a file that has not changed, and is not read without one it had', async (t) => {
    const more = 'fx-90001|Person Of The Second File|||\n';
    let mainText = fixtureText(people(40));
    let moreStatus = 200;
    const { dataDir, server } = await scene(t, (request, response, asked) => {
      if (request.url === '/list.txt') return sends(mainText)(request, response, asked);
      if (moreStatus !== 200) return response.writeHead(moreStatus).end();
      if (request.headers['if-none-match'] === '"m"') return response.writeHead(304).end();
      sends(more, { etag: '"m"' })(request, response, asked);
    });
    const source = fixtureSource(`${server.url}/list.txt`, `${server.url}/more.txt`);
    const update = () => updateList(dataDir, source, { network: QUICK });
    assert.equal((await update()).counts?.entities, 41);
    mainText = fixtureText(people(41));
    const second = await update();
    assert.deepEqual([second.outcome, second.counts?.entities], ['in-force', 42]);
    moreStatus = 404;
    assert.equal((await update()).findings[0]?.code, 'lists/missing-file');
    moreStatus = 503;
    assert.equal((await update()).findings[0]?.code, 'lists/download-status');
  });
});
