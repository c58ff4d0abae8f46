import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import {
  type FixtureRecord,
  fixtureSource,
  fixtureText,
  people,
} from '../../../test/lists/fixture-source.ts';
import { entitiesOf, historyOf, importFiles, openVersion, releaseVersion, statusOf } from '../index.ts';
import { ageOf } from './age.ts';
import { checkParsed, type Measured } from './comparison.ts';
import { DEFAULT_HEALTH_POLICY as POLICY } from './policy.ts';

const SOURCE = fixtureSource();
const NOW = new Date('2026-06-01T12:00:00Z');

async function scene(t: TestContext) {
  const dataDir = await mkdtemp(join(tmpdir(), 'riegel-health-'));
  t.after(() => rm(dataDir, { recursive: true, force: true }));
  const path = join(dataDir, 'list.txt');
  const bringText = async (text: string, obtainedAt = NOW) => {
    await writeFile(path, text);
    return await importFiles(dataDir, SOURCE, [path], { now: () => NOW, obtainedAt });
  };
  const bring = (records: readonly FixtureRecord[], about: { published?: string; claimed?: number } = {}) =>
    bringText(fixtureText(records, about));
  return { dataDir, bring, bringText };
}

const codes = (result: { findings: readonly { code: string }[] }) => result.findings.map(({ code }) => code);

describe('the guards', () => {
  it('let a tenth go and not more', async (t) => {
    const { bring } = await scene(t);
    await bring(people(100));
    assert.equal((await bring(people(90))).outcome, 'in-force');
    assert.equal((await bring(people(80))).outcome, 'refused');
  });

  it('see aliases go while everybody stays', async (t) => {
    const { bring } = await scene(t);
    await bring(people(100));
    const bare = people(100).map((record, index) => (index < 30 ? { ...record, aliases: [] } : record));
    assert.deepEqual(codes(await bring(bare)), ['lists/shrunk']);
  });

  it('let a list of three lose one', async (t) => {
    const { bring } = await scene(t);
    await bring(people(3));
    assert.equal((await bring(people(2))).outcome, 'in-force');
  });

  it('refuse an older publication, and an old copy that states no date', async (t) => {
    const { bring } = await scene(t);
    await bring(people(50), { published: '2026-02-02' });
    assert.deepEqual(codes(await bring(people(51), { published: '2026-02-01' })), ['lists/rollback']);
    const other = await scene(t);
    await other.bring(people(50));
    await other.bring(people(51));
    assert.deepEqual(codes(await other.bring(people(50))), ['lists/rollback']);
  });

  it('refuse a date in the future, which would block all that comes after', async (t) => {
    const { bring } = await scene(t);
    assert.deepEqual(codes(await bring(people(50), { published: '2062-05-31' })), ['lists/future-date']);
    assert.deepEqual(codes(await bring(people(50), { published: '31/05/2026' })), ['lists/future-date']);
    assert.equal((await bring(people(50), { published: '2026-06-02' })).outcome, 'in-force');
  });

  it('hold a publication to the number of records it claims', async (t) => {
    const { bring } = await scene(t);
    assert.deepEqual(codes(await bring(people(50), { claimed: 51 })), ['lists/record-count']);
    assert.equal((await bring([...people(50), { id: 'x', name: '' }], { claimed: 51 })).outcome, 'in-force');
  });

  it('refuse files of which too much could not be read, also the first time', async (t) => {
    const { bring } = await scene(t);
    const broken = people(60).map((record, index) => (index % 2 ? { ...record, name: '' } : record));
    assert.deepEqual(codes(await bring(broken)), ['lists/too-many-rejected']);
  });

  it('refuse the empty file, the page, the foreign file and the list that names nobody', async (t) => {
    const { bring, bringText } = await scene(t);
    assert.deepEqual(codes(await bringText('')), ['lists/empty']);
    assert.deepEqual(codes(await bringText('\uFEFF<html><body>Sign in</body></html>')), ['lists/html-page']);
    assert.deepEqual(codes(await bringText('%PDF-1.7')), ['lists/unrecognised-format']);
    assert.deepEqual(codes(await bring([])), ['lists/no-entities']);
  });

  it('tell of two entities with one id, and let them in', async (t) => {
    const { bring } = await scene(t);
    const result = await bring([...people(5), ...people(1)]);
    assert.deepEqual([result.outcome, codes(result)], ['in-force', ['lists/duplicate-ids']]);
  });

  it('find the kind of entity that is gone, however small its part of the list', () => {
    const measured = (vessels: number): Measured => ({
      format: 'x',
      issues: { rejected: 0, mended: 0, drift: 0, byCode: {} },
      counts: {
        entities: 1000 + vessels,
        targets: 0,
        names: 1000 + vessels,
        identifiers: 0,
        bySchema: { Person: 1000, ...(vessels > 0 ? { Vessel: vessels } : {}) },
        byProperty: { name: 1000 + vessels },
      },
    });
    assert.deepEqual(
      checkParsed(measured(0), measured(60), NOW.toISOString(), POLICY).map(({ code }) => code),
      ['lists/part-shrunk'],
    );
  });

  it('never refuse a list for growing, nor accept a fall beyond the share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 5000 }), fc.integer({ min: 0, max: 5000 }), (was, is) => {
        const measured = (count: number): Measured => ({
          format: 'x',
          issues: { rejected: 0, mended: 0, drift: 0, byCode: {} },
          counts: {
            entities: count,
            targets: count,
            names: count,
            identifiers: 0,
            bySchema: { Person: count },
            byProperty: { name: count },
          },
        });
        const refused = checkParsed(measured(is), measured(was), NOW.toISOString(), POLICY).length > 0;
        assert.equal(refused, is === 0 || was - is > was * POLICY.maxShrinkShare);
      }),
    );
  });
});

describe('a refused version', () => {
  it('is kept, can be read, and comes into force when a named person releases it with a reason', async (t) => {
    const { dataDir, bring } = await scene(t);
    const first = await bring(people(100));
    const refused = await bring(people(50));
    const id = refused.version!;
    const kept = await openVersion(dataDir, SOURCE.id, id);
    assert.equal(kept.quarantined, true);
    assert.equal(kept.inForceAt, undefined);
    assert.equal((await Array.fromAsync(entitiesOf(kept))).length, 50);
    assert.match(await readFile(join(kept.folder, 'refusal.json'), 'utf8'), /lists\/shrunk/);

    await assert.rejects(releaseVersion(dataDir, SOURCE.id, id, { by: ' ', reason: 'x' }), {
      code: 'lists/release-without-author',
    });
    await releaseVersion(dataDir, SOURCE.id, id, {
      by: 'A. Officer',
      reason: 'UNSC delisted 50 on 2026-06-01',
      now: NOW,
    });
    const version = await openVersion(dataDir, SOURCE.id);
    assert.deepEqual([version.id, version.quarantined, version.inForceAt], [id, false, NOW.toISOString()]);
    assert.equal((await statusOf(dataDir, SOURCE, { now: NOW })).release?.by, 'A. Officer');
    assert.equal((await bring(people(50))).outcome, 'unchanged');
    const entries = await historyOf(dataDir, SOURCE.id);
    assert.deepEqual(
      entries.map(({ outcome, version, inForceUntil }) => [outcome, version, inForceUntil]),
      [
        ['in-force', first.version, NOW.toISOString()],
        ['refused', id, undefined],
        ['in-force', id, undefined],
      ],
    );
  });

  it('is kept once, however often it comes', async (t) => {
    const { dataDir, bring } = await scene(t);
    await bring(people(100));
    const versions = [await bring(people(50)), await bring(people(50))].map(({ version }) => version);
    assert.equal(versions[0], versions[1]);
    assert.equal((await historyOf(dataDir, SOURCE.id)).length, 3);
  });

  it('that cannot be read is not hoarded without end', async (t) => {
    const { dataDir, bringText } = await scene(t);
    for (let hour = 0; hour < 53; hour += 1) await bringText(`<html>Down since hour ${hour}</html>`);
    const kept = await readdir(join(dataDir, 'lists', SOURCE.id, 'quarantine'));
    assert.equal(kept.length, 50);
    const entries = await historyOf(dataDir, SOURCE.id);
    assert.equal(entries.length, 53);
    assert.ok(kept.includes(entries.at(-1)!.version!), 'the newest is there');
  });

  it('cannot be released where there is nothing to put in force', async (t) => {
    const { dataDir, bring, bringText } = await scene(t);
    const release = { by: 'A. Officer', reason: 'none' };
    const page = await bringText('<html>');
    await assert.rejects(releaseVersion(dataDir, SOURCE.id, page.version!, release), {
      code: 'lists/no-version',
    });
    const nobody = await bring([]);
    await assert.rejects(releaseVersion(dataDir, SOURCE.id, nobody.version!, release), {
      code: 'lists/not-releasable',
    });
  });

  it('or an earlier one can be put back', async (t) => {
    const { dataDir, bring } = await scene(t);
    const first = await bring(people(100));
    await bring(people(101));
    await releaseVersion(dataDir, SOURCE.id, first.version!, {
      by: 'A. Officer',
      reason: 'published in error',
    });
    assert.equal((await openVersion(dataDir, SOURCE.id)).id, first.version);
  });
});

describe('the age of a list', () => {
  const after = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);

  it('is fresh, stale, expired by the rhythm of the source', async (t) => {
    const { dataDir, bring } = await scene(t);
    const state = async (hours: number) => (await statusOf(dataDir, SOURCE, { now: after(hours) })).state;
    assert.equal(await state(0), 'absent');
    await bring(people(5));
    assert.deepEqual(
      [await state(24), await state(25), await state(72), await state(73)],
      ['fresh', 'stale', 'stale', 'expired'],
    );
  });

  const HOUR = 3_600_000;
  const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR).toISOString();
  for (const [what, confirmed, published, maxAgeHours, canBeAsked, state, alarms] of [
    ['asked today, published within its rhythm', 1, 200, 336, true, 'fresh', []],
    ['not asked for two days, though it publishes rarely', 48, 100, 8760, true, 'stale', ['not-confirmed']],
    ['not asked for a week', 168, 200, 8760, true, 'expired', ['not-confirmed']],
    ['answers every day and publishes nothing: frozen', 1, 400, 336, true, 'stale', ['not-published']],
    ['brought by hand within its rhythm', 1000, 1000, 8760, false, 'fresh', []],
    ['brought by hand too long ago', 9000, 9000, 8760, false, 'stale', ['not-confirmed', 'not-published']],
    ['confirmed a year ahead, by a wrong clock', -8760, 200, 336, true, 'stale', ['not-confirmed']],
    ['no longer published', 1, 1, Number.POSITIVE_INFINITY, false, 'expired', ['not-published']],
  ] as const) {
    it(`of a list ${what} is ${state}`, () => {
      const facts = { confirmedAt: ago(confirmed), publishedAt: ago(published), maxAgeHours, canBeAsked };
      const age = ageOf(facts, NOW, POLICY);
      assert.deepEqual([age.state, age.alarms], [state, alarms]);
    });
  }

  it('of an import of unknown origin counts from its publication, not from the import', async (t) => {
    const { dataDir } = await scene(t);
    const path = join(dataDir, 'list.txt');
    await writeFile(path, fixtureText(people(5), { published: '2026-01-01' }));
    await importFiles(dataDir, SOURCE, [path], { now: () => NOW });
    assert.equal((await statusOf(dataDir, SOURCE, { now: NOW })).state, 'expired');
  });
});
