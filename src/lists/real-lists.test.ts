import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  diffVersions,
  historyOf,
  importFiles,
  openVersion,
  releaseVersion,
  sourceById,
  verifyVersion,
} from './index.ts';

const CORPUS = join(
  process.env.RIEGEL_CORPUS ?? fileURLToPath(new URL('../../../shared', import.meta.url)),
  'lists',
);
const skip = existsSync(CORPUS) ? false : `no corpus at ${CORPUS}; set RIEGEL_CORPUS`;

async function scene(t: TestContext, sourceId: string) {
  const dataDir = await mkdtemp(join(tmpdir(), 'riegel-real-'));
  t.after(() => rm(dataDir, { recursive: true, force: true }));
  const source = sourceById(sourceId);
  assert.ok(source !== undefined);
  const bring = (...paths: string[]) =>
    importFiles(
      dataDir,
      source,
      paths.map((path) => join(CORPUS, path)),
    );
  return { dataDir, bring };
}

describe('publications as they really came', { skip }, () => {
  it('the UN list of November 2025, then of February 2026; and not back again', async (t) => {
    const { dataDir, bring } = await scene(t, 'un_sc_sanctions');
    const november = await bring('un/UN_consolidated_2025-11-20.xml');
    const february = await bring('un/UN_consolidated_2026-02-27.xml');
    assert.deepEqual([november.outcome, february.outcome], ['in-force', 'in-force']);
    assert.equal(november.counts?.targets, 1000);
    assert.equal(february.counts?.targets, 1003);

    const from = await openVersion(dataDir, 'un_sc_sanctions', november.version);
    const to = await openVersion(dataDir, 'un_sc_sanctions', february.version);
    const diff = await diffVersions(from, to);
    const designated = (all: readonly { target: boolean; caption: string }[]) =>
      all.filter(({ target }) => target).map(({ caption }) => caption);
    assert.equal(designated(diff.added).length, 4);
    assert.deepEqual(designated(diff.removed), ['MUNIR AL QUBAYSI']);
    assert.deepEqual(
      diff.changed.filter(({ matters }) => matters),
      [],
    );

    const back = await bring('un/UN_consolidated_2025-11-20.xml');
    assert.equal(back.findings[0]?.code, 'lists/rollback');
    assert.equal(back.inForce, february.version);
  });

  it('the EU list, then the download of the same day that was cut at 3,932,160 bytes', async (t) => {
    const { dataDir, bring } = await scene(t, 'eu_fsf');
    const whole = await bring('eu/eu_fsf_1_1_2022-03-18_first_part_wellformed.xml');
    assert.equal(whole.outcome, 'in-force');
    const cut = await bring('eu/eu_fsf_1_1_2022-03-18_TRUNCATED_download.xml');
    assert.deepEqual([cut.outcome, cut.inForce], ['refused', whole.version]);
    assert.equal(cut.findings[0]?.code, 'lists/truncated');
    await verifyVersion(await openVersion(dataDir, 'eu_fsf'));
    const [, refused] = await historyOf(dataDir, 'eu_fsf');
    assert.deepEqual([refused?.outcome, refused?.findings[0]?.code], ['refused', 'lists/truncated']);
  });

  it('the SDN list before and after five hundred designations, then the empty file of 4 May 2024', async (t) => {
    const { dataDir, bring } = await scene(t, 'us_ofac_sdn');
    const before = await bring('ofac_sdn_history/sdn_2024-02-20_184330.csv');
    assert.deepEqual(
      before.findings.map(({ code, releasable }) => [code, releasable]),
      [
        ['lists/missing-file', true],
        ['lists/missing-file', true],
      ],
      'without addresses and aliases it is not let in by itself',
    );
    const release = { by: 'A. Officer', reason: 'the archive kept SDN.CSV only' };
    await releaseVersion(dataDir, 'us_ofac_sdn', before.version!, release);
    const after = await bring('ofac_sdn_history/sdn_2024-02-23_184323.csv');
    assert.deepEqual(
      [before.counts?.targets, after.outcome, after.counts?.targets],
      [13_931, 'in-force', 14_484],
    );
    const empty = await bring('ofac_sdn_history/sdn_2024-05-04_013619_EMPTY_as_published.csv');
    assert.deepEqual([empty.outcome, empty.inForce], ['refused', after.version]);
    assert.equal(empty.findings[0]?.code, 'lists/empty');

    const from = await openVersion(dataDir, 'us_ofac_sdn', before.version);
    const to = await openVersion(dataDir, 'us_ofac_sdn', after.version);
    const diff = await diffVersions(from, to);
    assert.equal(diff.added.filter(({ target }) => target).length, 553);
    const khasikov = diff.changed.find(({ id }) => id === 'ofac-41021');
    assert.deepEqual(khasikov?.fields, [
      { field: 'birthDate', kind: 'date', matters: true, added: ['1980-06-28'], removed: ['1990-06-28'] },
    ]);
  });
});
