import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import {
  type CaseState,
  type CaseStep,
  type Casework,
  DEFAULT_CASEWORK_POLICY,
  INFORMATION_KINDS,
  openCasework,
  TRANSITIONS,
} from '../../src/casework/index.ts';
import { RiegelError } from '../../src/entity/index.ts';
import type { Door } from '../../src/screening/index.ts';
import type { CaseRow } from '../../src/store/index.ts';
import { onBothStores } from '../store/both-stores.ts';
import { anna, bert, code, DAY, HOUR, listed, openScene, type Scene, START, screened } from './scene.ts';

/** What both stores do alike, so that one of them is enough for a long test. */
const NOT_SAME = { decision: 'not-same', reasons: ['name-differs'] } as const;
const SAME = { decision: 'same', reasons: ['document-same'], humanitarian: 'does-not-apply' } as const;

onBothStores('work on cases', (database) => {
  let scene: Scene;
  let casework: Casework;
  let count = 0;
  before(async () => {
    scene = await openScene(database);
    casework = scene.casework;
    for (const id of ['e1', 'e2', 'e3']) listed(scene, id);
  });
  after(async () => await scene.close());

  async function newCase(entities = ['e1'], asked: Parameters<typeof screened>[1] = {}): Promise<CaseRow> {
    const reference = asked.reference ?? `customer:${count++}`;
    const [recorded] = await casework.takeIn([screened(entities, { ...asked, reference })], 'api');
    const [alert] = await scene.store.tables.casework.alerts(recorded!.alerts.slice(0, 1));
    return await casework.case(alert!.caseId);
  }
  /** An order on a case as it is. */
  const on = ({ id, version }: CaseRow, actor = anna) => ({ case: id, version, actor });

  test('goes from new to closed, and the journal says who did what', async () => {
    let row = await newCase();
    assert.equal(row.state, 'new');
    scene.clock.at += HOUR;
    row = await casework.assign({ ...on(row, bert), to: 'anna', text: 'knows the region' });
    row = await casework.askInformation({ ...on(row), information: ['birth-date'] });
    row = await casework.assign({ ...on(row, bert), to: 'carla' });
    assert.equal(row.state, 'information-asked', 'handed over while an answer is awaited');
    row = await casework.receiveInformation({ ...on(row), text: 'born 1980' });
    row = await casework.decide({ ...on(row), ...SAME, text: 'the passport is the same' });
    assert.equal(row.state, 'decided');
    await assert.rejects(casework.close(on(row)), code('casework/approval-needed'));
    row = await casework.approve(on(row, bert));
    row = await casework.close(on(row));
    assert.deepEqual([row.state, row.closedAt], ['closed', scene.clock.at]);
    const { records } = await casework.history(row.id);
    assert.deepEqual(
      records.map(({ kind, actor, result }) => [
        kind,
        actor,
        (result as { state?: { to: string } }).state?.to,
      ]),
      [
        ['alert.opened', 'riegel:casework', 'new'],
        ['case.assigned', 'bert', 'assigned'],
        ['case.information-asked', 'anna', 'information-asked'],
        ['case.assigned', 'bert', 'information-asked'],
        ['case.information-received', 'anna', 'assigned'],
        ['case.decided', 'anna', 'decided'],
        ['case.approved', 'bert', 'approved'],
        ['case.closed', 'anna', 'closed'],
      ],
    );
    assert.equal((records[1]!.personal as { text: string }).text, 'knows the region');
    assert.equal((records[5]!.result as { recommendation: string }).recommendation, 'freeze');
    const all = await casework.history(row.id, { screenings: true });
    assert.equal(all.records[0]!.kind, 'screening');
  });

  test('is decided by no more than one of two who decide at once', async () => {
    const row = await newCase();
    const other = await scene.beside();
    const answers = await Promise.allSettled([
      casework.decide({ ...on(row), ...NOT_SAME }),
      other.decide({ ...on(row, bert), ...SAME }),
    ]);
    const refused = answers.filter((answer) => answer.status === 'rejected');
    assert.equal(refused.length, 1);
    assert.equal((refused[0]!.reason as RiegelError).code, 'casework/version-conflict');
    assert.equal((await casework.case(row.id)).alerts[0]!.decisions.length, 1);
  });

  test('needs other eyes, and not those of the same person through a key', async () => {
    let row = await newCase();
    row = await casework.decide({ ...on(row), ...SAME });
    for (const user of ['anna', 'Anna ', 'ＡＮＮＡ']) {
      await assert.rejects(casework.approve(on(row, { user, key: 'key-7' })), code('casework/same-eyes'));
    }
    await assert.rejects(
      casework.approve(on(row, { user: 'sweep', machine: true })),
      code('casework/not-a-person'),
    );
    row = await casework.approve(on(row, { user: 'bert', key: 'key-8' }));
    const { records } = await casework.history(row.id, { newestFirst: true, limit: 1 });
    assert.equal(records[0]!.actor, 'bert (key key-8)');
    await assert.rejects(casework.undo(on(row)), code('casework/illegal-transition'));
  });

  test('needs two people by door, probability, value and decision', async () => {
    const needed = async (asked: Parameters<typeof screened>[1]) => {
      const row = await newCase(['e1'], asked);
      await casework.decide({ ...on(row), ...NOT_SAME });
      return (await casework.case(row.id)).alerts[0]!.decisions[0]!.needsApproval;
    };
    assert.equal(await needed({}), false);
    assert.equal(await needed({ probability: 0.5 }), true);
    assert.equal(await needed({ door: 'traveller' }), true);
    assert.equal(await needed({ value: 100_000 }), true);
  });

  test('follows the policy that is in force at the time', async () => {
    let policy = DEFAULT_CASEWORK_POLICY;
    const beside = await scene.beside(() => policy);
    const needed = async () => {
      const row = await newCase();
      await beside.decide({ ...on(row), ...SAME });
      return (await beside.case(row.id)).alerts[0]!.decisions[0]!.needsApproval;
    };
    assert.equal(await needed(), true);
    policy = { ...policy, fourEyes: [] };
    assert.equal(await needed(), false);
    policy = { ...policy, deadlines: [] };
    await assert.rejects(needed(), code('casework/bad-policy'));
  });

  test('needs two people once more is at stake than when it was decided', async () => {
    let row = await newCase();
    row = await casework.decide({ ...on(row), ...NOT_SAME });
    const again = screened(['e1'], { reference: row.reference!, value: 500_000 });
    await casework.takeIn([again], 'api');
    await assert.rejects(casework.close(on(row)), code('casework/version-conflict'));
    row = await casework.case(row.id);
    assert.equal(row.state, 'decided');
    await assert.rejects(casework.close(on(row)), code('casework/approval-needed'));
    row = await casework.approve(on(row, bert));
    assert.equal((await casework.close(on(row))).state, 'closed');
  });

  test('of several alerts is decided once all are, and undone before it is approved', async () => {
    let row = await newCase(['e1', 'e2', 'e3']);
    const [first, second] = (await casework.case(row.id)).alerts;
    row = await casework.decide({ ...on(row), ...NOT_SAME, alerts: [first!.id] });
    assert.deepEqual([row.state, row.assignee], ['assigned', 'anna']);
    await assert.rejects(
      casework.decide({ ...on(row), ...NOT_SAME, alerts: [first!.id] }),
      code('casework/already-decided'),
    );
    row = await casework.decide({ ...on(row), ...SAME, alerts: [second!.id] });
    row = await casework.decide({
      ...on(row),
      decision: 'cannot-tell',
      reasons: ['other'],
      text: 'blurred copy',
    });
    assert.equal(row.state, 'decided');
    row = await casework.undo({ ...on(row), alerts: [first!.id], text: 'wrong one' });
    assert.equal(row.state, 'assigned');
    row = await casework.decide({ ...on(row), ...SAME });
    row = await casework.sendBack({ ...on(row, bert), text: 'look at the passport again' });
    const view = await casework.case(row.id);
    assert.deepEqual(
      view.alerts.map(({ decisions }) => decisions.map(({ endedHow }) => endedHow)),
      [['undone', 'sent-back'], ['sent-back'], [undefined]],
    );
  });

  test('refuses what makes no sense', async () => {
    const row = await newCase();
    const refusals: [() => Promise<unknown>, string][] = [
      [() => casework.decide({ ...on(row), decision: 'not-same', reasons: [] }), 'casework/bad-reason'],
      [
        () => casework.decide({ ...on(row), decision: 'not-same', reasons: ['document-same'] }),
        'casework/bad-reason',
      ],
      [
        () => casework.decide({ ...on(row), decision: 'not-same', reasons: ['other'] }),
        'casework/bad-reason',
      ],
      [
        () => casework.decide({ ...on(row), decision: 'maybe' as 'same', reasons: ['other'] }),
        'casework/bad-decision',
      ],
      [
        () => casework.decide({ ...on(row), decision: 'same', reasons: ['document-same'] }),
        'casework/bad-humanitarian',
      ],
      [
        () => casework.decide({ ...on(row), ...NOT_SAME, humanitarian: 'applies' }),
        'casework/bad-humanitarian',
      ],
      [() => casework.decide({ ...on(row), ...NOT_SAME, alerts: ['none'] }), 'casework/no-alert'],
      [
        () => casework.decide({ ...on(row, { user: 'bot', machine: true }), ...NOT_SAME }),
        'casework/not-a-person',
      ],
      [() => casework.askInformation({ ...on(row), information: ['shoe-size'] }), 'casework/bad-reason'],
      [() => casework.assign({ ...on(row), case: 'none', to: 'anna' }), 'casework/no-case'],
      [() => casework.assign({ ...on(row), version: 99, to: 'anna' }), 'casework/version-conflict'],
      [() => casework.close(on(row)), 'casework/illegal-transition'],
      [() => casework.comment({ case: row.id, actor: anna, text: ' ' }), 'casework/empty-text'],
      [
        () => casework.comment({ case: row.id, actor: anna, text: 'x'.repeat(20_001) }),
        'casework/text-too-long',
      ],
      [() => casework.queue({ cursor: 'bm9uZQ' }), 'casework/bad-cursor'],
      [() => casework.setDeadline({ ...on(row), deadline: START - DAY }), 'casework/bad-deadline'],
    ];
    for (const [refusal, expected] of refusals) await assert.rejects(refusal(), code(expected), expected);
    assert.equal((await casework.case(row.id)).version, row.version);
  });

  test('moves only along the transitions that the table names', async () => {
    const steps = Object.keys(TRANSITIONS) as CaseStep[];
    // Those that lead on come oftener, so that the walks get far.
    const onwards: readonly CaseStep[] = ['decide', 'approve', 'close'];
    const anyStep = fc.oneof(fc.constantFrom(...onwards), fc.constantFrom(...steps));
    const act = (row: CaseRow, step: CaseStep): Promise<CaseRow> => {
      switch (step) {
        case 'assign':
        case 'hand-over':
          return casework.assign({ ...on(row), to: 'anna' });
        case 'unassign':
          return casework.assign(on(row));
        case 'ask':
          return casework.askInformation({ ...on(row), information: ['address'] });
        case 'receive':
          return casework.receiveInformation(on(row));
        case 'decide':
          return casework.decide({ ...on(row), ...SAME });
        case 'undo':
          return casework.undo(on(row));
        case 'approve':
          return casework.approve(on(row, bert));
        case 'send-back':
          return casework.sendBack(on(row, bert));
        case 'close':
          return casework.close(on(row));
        case 'reopen':
          return casework.reopen(on(row));
      }
    };
    const visited = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 8, maxLength: 16 }), async (walk) => {
        let row = await newCase();
        for (const step of walk) {
          const before = row;
          // Giving a case to somebody is one act with two meanings.
          const meant = step === 'hand-over' || step === 'assign' ? assignStep(before) : step;
          const { from, to } = TRANSITIONS[meant];
          const isLegal = (from as readonly string[]).includes(before.state);
          try {
            row = await act(before, step);
            assert.ok(isLegal, `${before.state} took ${step}`);
            assert.equal(row.state, to);
            assert.equal(row.version, before.version + 1);
          } catch (error) {
            assert.ok(error instanceof RiegelError, String(error));
            const refused = isLegal ? 'casework/approval-needed' : 'casework/illegal-transition';
            const others = ['casework/nothing-to-undo', 'casework/already-decided'];
            assert.ok(
              error.code === refused || others.includes(error.code),
              `${before.state} ${step}: ${error.code}`,
            );
            const after = await casework.case(before.id);
            assert.deepEqual([after.state, after.version], [before.state, before.version]);
          }
          visited.add(row.state);
        }
      }),
      { numRuns: 25, seed: 20_261_124 },
    );
    const states: CaseState[] = [
      'assigned',
      'information-asked',
      'decided',
      'approved',
      'closed',
      'reopened',
    ];
    for (const state of states) assert.ok(visited.has(state), `the walks never came to ${state}`);
  });

  test('in bulk does what was previewed, or nothing', async () => {
    const rows = [];
    for (let i = 0; i < 3; i++) rows.push(await newCase(['e3'], { probability: 0.11, lists: ['bulk_list'] }));
    const filter = { list: 'bulk_list', probabilityTo: 0.2 };
    const order = { actor: anna, selection: { filter }, ...NOT_SAME };
    const preview = await casework.previewBulk(order);
    assert.equal(preview.alerts.length, 3);
    await assert.rejects(
      casework.applyBulk({ ...order, actor: bert, token: preview.token }),
      code('casework/preview-stale'),
    );
    await assert.rejects(
      casework.applyBulk({ ...order, reasons: ['gender-differs'], token: preview.token }),
      code('casework/preview-stale'),
    );
    await casework.assign({ ...on(rows[1]!), to: 'bert' });
    await assert.rejects(
      casework.applyBulk({ ...order, token: preview.token }),
      code('casework/preview-stale'),
    );
    const second = await casework.previewBulk(order);
    await newCase(['e3'], { probability: 0.11, lists: ['bulk_list'] });
    await assert.rejects(
      casework.applyBulk({ ...order, token: second.token }),
      code('casework/preview-stale'),
    );
    for (const { id } of rows) assert.notEqual((await casework.case(id)).state, 'decided');
    const third = await casework.previewBulk(order);
    const decided = await casework.applyBulk({ ...order, token: third.token });
    assert.deepEqual(
      decided.map(({ state }) => state),
      ['decided', 'decided', 'decided', 'decided'],
    );
    assert.equal((await casework.case(rows[1]!.id)).assignee, 'bert');
    await assert.rejects(casework.previewBulk(order), code('casework/nothing-selected'));
    await assert.rejects(casework.previewBulk({ ...order, ...SAME }), code('casework/bad-decision'));
    const named = { ...order, selection: { alerts: [third.alerts[0]!.id] } };
    await assert.rejects(casework.previewBulk(named), code('casework/already-decided'));
  });

  test('is queued by priority, filtered, and read page by page', async () => {
    const list = 'queue_list';
    for (let i = 0; i < 7; i++) {
      const reference = `queue:${i}_%`;
      await newCase(['e2'], {
        reference,
        lists: [list],
        probability: (i % 4) / 4,
        door: i === 6 ? 'payment' : 'customer',
      });
    }
    const all = (await casework.queue({ list })).cases;
    assert.equal(all.length, 7);
    const pages: CaseRow[] = [];
    let cursor: string | undefined;
    do {
      const page = await casework.queue({ list, limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      pages.push(...page.cases);
      ({ cursor } = page);
    } while (cursor !== undefined);
    assert.deepEqual(pages, all);
    const order = all.map(({ priority }) => priority);
    assert.deepEqual(
      order,
      order.toSorted((a, b) => b - a),
    );
    const references = async (query: Parameters<Casework['queue']>[0]) =>
      (await casework.queue({ list, ...query })).cases.map(({ reference }) => reference).sort();
    assert.deepEqual(await references({ door: 'payment' }), ['queue:6_%']);
    assert.deepEqual(await references({ reference: 'UE:3_%' }), ['queue:3_%']);
    assert.deepEqual(await references({ reference: 'queue%' }), [], 'no wildcard');
    assert.deepEqual(await references({ probabilityFrom: 0.7 }), ['queue:3_%']);
    assert.deepEqual(await references({ probabilityFrom: 0.2, probabilityTo: 0.3 }), [
      'queue:1_%',
      'queue:5_%',
    ]);
    assert.deepEqual(await references({ dueBy: scene.clock.at + 5 * HOUR }), ['queue:6_%']);
    await casework.assign({ ...on(all[0]!), to: 'anna' });
    assert.deepEqual(await references({ assignee: 'anna' }), [all[0]!.reference]);
    assert.deepEqual(await references({ states: ['assigned'] }), [all[0]!.reference]);
    assert.equal((await references({ assignee: null })).length, 6);
    assert.deepEqual(await references({ entity: 'e1' }), []);
  });

  test('holds remarks and files, and files only of kinds that run nothing', async () => {
    const row = await newCase();
    const file = { case: row.id, actor: anna, name: 'Reisepass Müller.png' };
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    await casework.comment({ case: row.id, actor: bert, text: 'called twice' });
    const kept = await casework.attach({ ...file, content: png });
    assert.deepEqual([kept.type, kept.size], ['image/png', png.length]);
    assert.deepEqual((await casework.attachment(kept.id)).content, png);
    const stored = (await scene.store.tables.casework.attachment(kept.id))!.content;
    assert.ok(stored.length > png.length && stored.indexOf(png.subarray(0, 8)) < 0, 'it lies sealed');
    const note = await casework.attach({ ...file, name: 'note.exe', content: Buffer.from('Grüße\r\n') });
    assert.equal(note.type, 'text/plain', 'its bytes say what it is, not its name');
    const view = await casework.case(row.id);
    assert.deepEqual(
      view.attachments.map(({ id }) => id),
      [kept.id, note.id],
    );
    assert.equal(view.version, row.version, 'who is at work on it is not disturbed');
    const { records } = await casework.history(row.id);
    assert.deepEqual(
      records.slice(1).map(({ personal }) => personal),
      [
        { reference: row.reference, text: 'called twice' },
        { reference: row.reference, name: 'Reisepass Müller.png' },
        { reference: row.reference, name: 'note.exe' },
      ],
    );
    const refusals: [Partial<Parameters<Casework['attach']>[0]>, string][] = [
      [
        { content: Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff', 'latin1') },
        'casework/attachment-type',
      ],
      [{ content: Buffer.from([0xff, 0xfe, 0x00]) }, 'casework/attachment-type'],
      [{ content: Buffer.from('<?xml version="1.0"?><svg/>') }, 'casework/attachment-type'],
      [{ content: new Uint8Array() }, 'casework/empty-attachment'],
      [{ content: new Uint8Array(10_000_001) }, 'casework/attachment-too-large'],
      [{ content: png, name: '../passwd' }, 'casework/bad-file-name'],
      [{ content: png, case: 'none' }, 'casework/no-case'],
    ];
    for (const [change, expected] of refusals) {
      await assert.rejects(casework.attach({ ...file, content: png, ...change }), code(expected), expected);
    }
    await assert.rejects(casework.attachment('none'), code('casework/no-attachment'));
  });

  test('exempts by hand what two people want, for one subject and one entity', async () => {
    const reference = 'customer:by-hand';
    const { subject } = screened(['e1'], { reference });
    const wish = { actor: anna, reference, subject, entity: 'e1', reasons: ['birth-date-differs'] };
    await assert.rejects(
      casework.addExemption({ ...wish, expiresAt: scene.clock.at + 5_000 * DAY }),
      code('casework/bad-expiry'),
    );
    await assert.rejects(casework.addExemption({ ...wish, entity: 'none' }), code('casework/no-entity'));
    let row = await casework.addExemption(wish);
    const outcome = async () => (await casework.takeIn([screened(['e1'], { reference })], 'api'))[0]!.outcome;
    assert.equal(row.state, 'pending');
    const order = () => ({ exemption: row.id, version: row.version, actor: bert });
    await assert.rejects(casework.addExemption(wish), code('casework/already-exempt'));
    await assert.rejects(casework.approveExemption({ ...order(), actor: anna }), code('casework/same-eyes'));
    await assert.rejects(
      casework.approveExemption({ ...order(), version: 9 }),
      code('casework/version-conflict'),
    );
    row = await casework.approveExemption(order());
    assert.equal(await outcome(), 'clear');
    row = await casework.revokeExemption({ ...order(), text: 'a mistake' });
    await assert.rejects(casework.revokeExemption(order()), code('casework/illegal-transition'));
    assert.equal(await outcome(), 'alert');
    const found = (await casework.queue({ reference })).cases[0]!;
    await casework.decide({ ...on(found), ...SAME });
    await assert.rejects(casework.addExemption(wish), code('casework/decided-same'));
    assert.deepEqual(
      (await casework.exemptions({ reference })).exemptions.map(({ state, endedHow }) => [state, endedHow]),
      [['ended', 'revoked']],
    );
  });

  test('opened again by hand ends the exemption and keeps the old decision', async () => {
    let row = await newCase();
    row = await casework.decide({ ...on(row), ...NOT_SAME });
    row = await casework.close(on(row));
    row = await casework.reopen({ ...on(row), text: 'a new photograph' });
    assert.equal(row.state, 'reopened');
    const view = await casework.case(row.id);
    assert.deepEqual(
      view.alerts[0]!.decisions.map(({ endedHow }) => endedHow),
      ['reopened'],
    );
    assert.deepEqual(view.exemptions, []);
  });

  test('opens a task to release whoever was found to be a person that is delisted', async () => {
    const id = 'delisted-1';
    listed(scene, id);
    let same = await newCase([id]);
    const open = await newCase([id]);
    same = await casework.decide({ ...on(same), ...SAME, humanitarian: 'may-apply' });
    same = await casework.approve(on(same, bert));
    same = await casework.close(on(same));
    const delisting = await casework.onDelisted([id, 'nobody'], 'un_sc@v2');
    assert.deepEqual([delisting.alerts.length, delisting.releases.length], [2, 1]);
    assert.deepEqual(await casework.onDelisted([id], 'un_sc@v2'), { releases: [], alerts: [] });
    assert.equal((await casework.case(open.id)).state, 'new', 'nothing is dropped');
    assert.equal((await casework.case(open.id)).alerts[0]!.delistedVersion, 'un_sc@v2');
    const task = (await casework.releases()).find(({ caseId }) => caseId === same.id)!;
    assert.equal(task.deadline, task.openedAt + DAY);
    await assert.rejects(
      casework.eraseSubject({ subject: same.reference!, actor: anna, reason: 'order', early: true }),
      code('casework/still-open'),
    );
    const done = {
      release: task.id,
      version: task.version,
      actor: bert,
      outcome: 'released',
      text: 'unfrozen',
    } as const;
    await casework.finishRelease(done);
    await assert.rejects(casework.finishRelease(done), code('casework/version-conflict'));
    assert.deepEqual(
      (await casework.releases()).filter(({ caseId }) => caseId === same.id),
      [],
    );
    await casework.takeIn([screened([id], { reference: same.reference! })], 'api');
    assert.equal((await casework.case(same.id)).state, 'reopened', 'listed again');
  });

  test('releases too whom a change had led to be looked at again', async () => {
    const id = 'delisted-2';
    listed(scene, id);
    let row = await newCase([id]);
    row = await casework.decide({ ...on(row), ...SAME });
    row = await casework.approve(on(row, bert));
    row = await casework.close(on(row));
    await casework.takeIn([screened([id], { reference: row.reference!, name: 'Iwan Petrow' })], 'api');
    assert.equal((await casework.case(row.id)).state, 'reopened');
    assert.equal((await casework.onDelisted([id], 'un_sc@v3')).releases.length, 1);
  });

  test('is kept as long as the law says, and then erased', async () => {
    const years = async (lists: string[], policy = DEFAULT_CASEWORK_POLICY) => {
      const beside = await scene.beside(policy);
      let row = await newCase(['e1'], { lists });
      row = await casework.decide({ ...on(row), ...NOT_SAME });
      await casework.attach({ case: row.id, actor: anna, name: 'a.txt', content: Buffer.from('a') });
      row = await beside.close(on(row));
      return {
        row,
        kept: new Date(row.retainUntil!).getUTCFullYear() - new Date(row.closedAt!).getUTCFullYear(),
      };
    };
    const ofac = { ...DEFAULT_CASEWORK_POLICY, retention: { years: 10, ofac: true } };
    const five = await years(['un_sc']);
    assert.equal(five.kept, 5);
    const ten = await years(['us_ofac_sdn']);
    assert.equal(ten.kept, 10);
    await assert.rejects(
      casework.eraseSubject({ subject: ten.row.reference!, actor: anna, reason: 'request', early: true }),
      code('casework/retained'),
    );
    const soon = (await years(['un_sc'])).row;
    const request = { subject: soon.reference!, actor: anna, reason: 'request', early: true };
    assert.equal((await casework.eraseSubject(request)).case, soon.id);
    assert.equal((await years(['un_sc'], ofac)).kept, 10);
    const { store, journal, entities } = scene;
    const short = { ...ofac, retention: { years: 9, ofac: true } };
    assert.throws(
      () =>
        openCasework({
          store,
          journal,
          entities: { find: async () => entities },
          policy: short,
        }),
      code('casework/bad-policy'),
    );

    const { row } = five;
    const subject = row.reference!;
    const order = { subject, actor: anna, reason: 'request of the subject' };
    await assert.rejects(casework.eraseSubject(order), code('casework/retained'));
    const strict = await scene.beside(ofac);
    await assert.rejects(strict.eraseSubject({ ...order, early: true }), code('casework/retained'));
    assert.ok(!(await casework.dueForErasure(1_000)).some(({ id }) => id === row.id));
    scene.clock.at = row.retainUntil!;
    const due = await casework.dueForErasure(1_000);
    assert.ok(due.some(({ id }) => id === row.id));
    const erased = await casework.eraseDue({ actor: { user: 'retention', machine: true } });
    assert.ok(erased.includes(row.id));
    const view = await casework.case(row.id);
    assert.deepEqual(
      [
        view.reference,
        view.subjectKey,
        view.attachments,
        view.exemptions,
        view.alerts[0]!.screened,
        view.alerts[0]!.views,
      ],
      [undefined, undefined, [], [], undefined, []],
    );
    assert.equal(view.alerts[0]!.decisions[0]!.decision, 'not-same', 'what was decided stays');
    const { records } = await journal.read({ subject, open: true });
    assert.ok(
      records.length > 0 &&
        records.every(({ erasedAt, personal }) => erasedAt !== undefined && personal === undefined),
    );
    assert.deepEqual((await journal.verify()).faults, []);
    await assert.rejects(casework.history(row.id), code('casework/erased'));
    await assert.rejects(casework.comment({ case: row.id, actor: anna, text: 'x' }), code('casework/erased'));
    const [again] = await casework.takeIn([screened(['e1'], { reference: subject })], 'api');
    assert.equal(again!.outcome, 'alert', 'who was erased is new');
  });

  test('forgets clear screenings when the policy of their door says so, and no others', async () => {
    const { journal, clock } = scene;
    const at = (door: Door) => ({ ...screened([], { door }) });
    const [border, money] = await casework.takeIn([at('traveller'), at('payment')], 'api');
    const rules = { exemptionDays: 180, retentionYears: 5, ofac: false };
    const strict = await scene.beside({
      ...DEFAULT_CASEWORK_POLICY,
      atDoors: { traveller: { ...rules, clearFor: 'P6M' }, payment: { ...rules, clearFor: 'P5Y' } },
    });
    const order = { actor: { user: 'retention', machine: true } };
    const readable = async ({ seq }: { readonly seq: number }) => {
      const { part } = await journal.open(seq);
      return part !== undefined && 'text' in part;
    };
    clock.at += 180 * DAY;
    await strict.forgetClear(order);
    assert.ok(await readable(border!), 'six months by the calendar are not over');
    clock.at += 6 * DAY;
    assert.ok((await strict.forgetClear(order)) > 0);
    assert.ok(!(await readable(border!)));
    assert.ok(await readable(money!));
    assert.equal(await strict.forgetClear(order), 0);
    assert.deepEqual((await journal.verify()).faults, []);
  });

  test('tells a customer nothing of lists or matches', () => {
    const telling =
      /list|match|sanction|terror|alert|freez|block|screen|suspic|treffer|sperr|einfrier|verdacht|prüf/i;
    for (const { code, customer } of INFORMATION_KINDS) {
      assert.doesNotMatch(customer.en, telling, code);
      assert.doesNotMatch(customer.de, telling, code);
    }
  });
});

/** What giving a case to somebody means. */
function assignStep({ state }: CaseRow): CaseStep {
  return state === 'information-asked' ? 'hand-over' : 'assign';
}
