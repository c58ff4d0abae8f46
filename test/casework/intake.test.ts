import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { RiegelError } from '../../src/entity/index.ts';
import { onBothStores } from '../store/both-stores.ts';
import { anna, bert, code, DAY, listed, openScene, type Scene, screened } from './scene.ts';

onBothStores('screenings taken in', (database) => {
  let scene: Scene;
  before(async () => {
    scene = await openScene(database);
    for (const id of ['e1', 'e2', 'e3', 'e4']) listed(scene, id);
  });
  after(async () => await scene.close());
  const take = async (...done: ReturnType<typeof screened>[]) => await scene.casework.takeIn(done, 'api');

  /** Decides everything of a case and closes it. */
  async function closeAs(id: string, decision: 'same' | 'not-same' | 'cannot-tell') {
    const { casework } = scene;
    const reasons = {
      same: ['document-same'],
      'not-same': ['name-differs'],
      'cannot-tell': ['too-few-facts'],
    };
    let row = await casework.decide({
      case: id,
      version: (await casework.case(id)).version,
      actor: anna,
      decision,
      reasons: reasons[decision],
      ...(decision === 'same' ? { humanitarian: 'does-not-apply' as const } : {}),
    });
    if (decision === 'same') row = await casework.approve({ case: id, version: row.version, actor: bert });
    return await casework.close({ case: id, version: row.version, actor: anna });
  }

  test('are recorded, clear ones too, with their personal part sealed', async () => {
    const clear = screened([], { reference: 'customer:clear' });
    const alerting = screened(['e1'], { reference: 'customer:first', value: 500, door: 'payment' });
    const [one, two] = await take(clear, alerting);
    assert.deepEqual(
      [one!.outcome, one!.alerts.length, two!.outcome, two!.alerts.length],
      ['clear', 0, 'alert', 1],
    );
    const { records } = await scene.journal.read({ subject: 'customer:first', open: true });
    assert.deepEqual(
      records.map(({ kind }) => kind),
      ['screening', 'alert.opened'],
    );
    const [record] = records;
    assert.equal(record!.id, two!.id);
    assert.equal(record!.seq, two!.seq);
    assert.deepEqual(record!.references, alerting.basis);
    assert.deepEqual(record!.result, {
      door: 'payment',
      outcome: 'alert',
      matches: [{ entity: 'e1', score: 0.9, probability: 0.3, alert: two!.alerts[0] }],
    });
    const { body } = (await scene.journal.open(two!.seq)).row;
    assert.ok(
      !body.includes('Petrow') && !body.includes('customer:first'),
      'nothing personal in the open part',
    );
    assert.deepEqual((record!.personal as { subject: unknown }).subject, alerting.subject);
    const cleared = await scene.journal.read({ subject: 'customer:clear' });
    assert.deepEqual(
      cleared.records.map(({ seq }) => seq),
      [one!.seq],
    );
  });

  test('add to the open alert of the same pair, and open one for another entity', async () => {
    const reference = 'customer:again';
    const [first] = await take(screened(['e1'], { reference }));
    const seen = (await scene.casework.queue({ reference })).cases[0]!;
    const [second] = await take(screened(['e1', 'e2'], { reference, probability: 0.7, value: 10 }));
    assert.equal(second!.alerts[0], first!.alerts[0]);
    assert.equal(second!.alerts.length, 2);
    const view = await scene.casework.case(seen.id);
    assert.equal(view.alerts.length, 2);
    const [pair] = view.alerts;
    assert.deepEqual([pair!.screenings, pair!.probability, pair!.value], [2, 0.7, 10]);
    assert.ok(view.priority > seen.priority);
    assert.deepEqual(view.alerts[1]!.screened, view.alerts[0]!.screened);
    const before = view.version;
    await take(screened(['e1', 'e2'], { reference }));
    assert.equal((await scene.casework.case(seen.id)).version, before, 'a mere repetition is no change');
    await take(screened(['e1'], { reference, properties: { birthDate: ['1990'] } }));
    assert.equal(
      (await scene.casework.case(seen.id)).version,
      before + 1,
      'who decides must see what is new',
    );
  });

  test('of a batch open one case for one subject, and one alert for one pair', async () => {
    const reference = 'customer:batch';
    const recorded = await take(...[1, 2, 3].map(() => screened(['e1', 'e2'], { reference })));
    assert.equal(new Set(recorded.flatMap(({ alerts }) => alerts)).size, 2);
    assert.equal((await scene.casework.queue({ reference })).cases.length, 1);
  });

  test('by several at once open one alert', async () => {
    const other = await scene.beside();
    const reference = 'customer:race';
    const answers = await Promise.all(
      [scene.casework, other, scene.casework, other].map((casework) =>
        casework.takeIn([screened(['e1'], { reference })], 'api'),
      ),
    );
    assert.equal(new Set(answers.flatMap(([answer]) => answer!.alerts)).size, 1);
    const [row] = (await scene.casework.queue({ reference })).cases;
    assert.equal((await scene.casework.case(row!.id)).alerts[0]!.screenings, 4);
  });

  test('of unnamed subjects group by what is known of them', async () => {
    const [a, b, c] = await take(
      screened(['e3'], { name: 'Nobody Known' }),
      screened(['e3'], { name: 'Nobody Known' }),
      screened(['e3'], { name: 'Nobody Else' }),
    );
    assert.deepEqual(a!.alerts, b!.alerts);
    assert.notDeepEqual(a!.alerts, c!.alerts);
    const [alert] = await scene.store.tables.casework.alerts(a!.alerts);
    for (const decision of ['not-same', 'same', 'cannot-tell'] as const) {
      const closed = await closeAs(alert!.caseId, decision);
      assert.equal(closed.reference, undefined);
      const [again] = await take(screened(['e3'], { name: 'Nobody Known' }));
      assert.equal(again!.outcome, 'alert');
      const { state } = await scene.casework.case(alert!.caseId);
      assert.equal(state, 'reopened', 'two people may have one name: no decision holds for the next');
    }
  });

  test('of a pair decided not to be the same are exempt until a side changes', async () => {
    const reference = 'customer:exempt';
    const [first] = await take(screened(['e1'], { reference }));
    const [alert] = await scene.store.tables.casework.alerts(first!.alerts);
    await closeAs(alert!.caseId, 'not-same');
    const [again, other] = await take(
      screened(['e1'], { reference, name: ' ivan  PETROW ' }),
      screened(['e1', 'e2'], { reference }),
    );
    assert.deepEqual([again!.outcome, again!.alerts], ['clear', []]);
    assert.deepEqual([other!.outcome, other!.alerts.length], ['alert', 1], 'never hides another entity');
    const page = await scene.journal.read({ subject: reference, kinds: ['screening'], newestFirst: true });
    const { matches } = page.records[0]!.result as { matches: { entity: string; exemption?: string }[] };
    const { exemptions } = await scene.casework.exemptions({ reference });
    assert.equal(matches[0]!.exemption, exemptions[0]!.id, 'its application stands in the record');
    assert.equal(matches[1]!.exemption, undefined);
    assert.deepEqual([exemptions[0]!.author, exemptions[0]!.state], ['anna', 'active']);

    for (const property of ['birthDate', 'nationality', 'passportNumber']) {
      const changed = await take(screened(['e1'], { reference, properties: { [property]: ['1999'] } }));
      assert.equal(changed[0]!.outcome, 'alert', property);
      const view = await scene.casework.case(alert!.caseId);
      assert.equal(view.state, 'reopened');
      const pair = view.alerts.find(({ entityId }) => entityId === 'e1')!;
      assert.equal(pair.decisionId, undefined);
      assert.equal(pair.decisions.at(-1)!.endedHow, 'reopened', 'the old decision stays visible');
      await closeAs(alert!.caseId, 'not-same');
    }
    const [back] = await take(screened(['e1'], { reference }));
    assert.equal(back!.outcome, 'clear', 'people have seen these facts and decided');
    const lapses = await scene.journal.read({ kinds: ['exemption.lapsed'], subject: reference });
    assert.deepEqual(
      lapses.records.map(({ result }) => (result as { changes: string[] }).changes),
      [
        ['subject.birthDate'],
        ['subject.birthDate', 'subject.nationality'],
        ['subject.nationality', 'subject.document'],
      ],
    );
  });

  test('lapse with a change of the entity, but not with its id or what tells nobody apart', async () => {
    const reference = 'customer:merge';
    listed(scene, 'old-1');
    const [first] = await take(screened(['old-1'], { reference }));
    const [alert] = await scene.store.tables.casework.alerts(first!.alerts);
    await closeAs(alert!.caseId, 'not-same');
    scene.entities.delete('old-1');
    const facts = {
      name: ['Ivan Petrov'],
      birthDate: ['1970-01-02'],
      nationality: ['ru'],
      topics: ['sanction'],
    };
    listed(scene, 'new-1', { referents: ['old-1'], properties: facts });
    const [moved] = await take(screened(['new-1'], { reference }));
    assert.equal(moved!.outcome, 'clear');
    assert.equal((await scene.casework.exemptions({ reference })).exemptions[0]!.entityId, 'new-1');
    listed(scene, 'new-1', { referents: ['old-1'], properties: { ...facts, alias: ['Ivan Petrow'] } });
    const [changed] = await take(screened(['new-1'], { reference }));
    assert.deepEqual(
      [changed!.outcome, changed!.alerts],
      ['alert', [alert!.id]],
      'the same pair, under its new id',
    );
    const view = await scene.casework.case(alert!.caseId);
    assert.deepEqual([view.state, view.alerts.length, view.alerts[0]!.entityId], ['reopened', 1, 'new-1']);
  });

  test('stay exempt where two entities become one that says the same', async () => {
    const reference = 'customer:two-in-one';
    listed(scene, 'twin-1');
    listed(scene, 'twin-2');
    const [first] = await take(screened(['twin-1', 'twin-2'], { reference }));
    const [alert] = await scene.store.tables.casework.alerts(first!.alerts);
    await closeAs(alert!.caseId, 'not-same');
    listed(scene, 'twin-2', { referents: ['twin-1'] });
    scene.entities.delete('twin-1');
    assert.equal((await take(screened(['twin-2'], { reference })))[0]!.outcome, 'clear');
    const { exemptions } = await scene.casework.exemptions({ reference, states: ['active'] });
    assert.deepEqual(exemptions.map(({ entityId }) => entityId).sort(), ['twin-1', 'twin-2']);
  });

  test('are exempt no longer than the exemption holds', async () => {
    const reference = 'customer:expiry';
    const [first] = await take(screened(['e1'], { reference }));
    const [alert] = await scene.store.tables.casework.alerts(first!.alerts);
    await closeAs(alert!.caseId, 'not-same');
    scene.clock.at += 364 * DAY;
    assert.equal((await take(screened(['e1'], { reference })))[0]!.outcome, 'clear');
    scene.clock.at += 2 * DAY;
    assert.equal((await take(screened(['e1'], { reference })))[0]!.outcome, 'alert');
    const { records } = await scene.casework.history(alert!.caseId, { newestFirst: true });
    assert.deepEqual(
      records.slice(0, 2).map(({ kind, result }) => [kind, (result as { why?: string }).why]),
      [
        ['alert.reopened', 'exemption-expired'],
        ['exemption.expired', undefined],
      ],
    );
  });

  test('of a person found to be the same, or of whom nobody can tell, keep their decision while nothing changes', async () => {
    for (const decision of ['same', 'cannot-tell'] as const) {
      const reference = `customer:${decision}`;
      const [first] = await take(screened(['e1'], { reference }));
      const [alert] = await scene.store.tables.casework.alerts(first!.alerts);
      await closeAs(alert!.caseId, decision);
      const [again] = await take(screened(['e1'], { reference }));
      assert.deepEqual([again!.outcome, again!.alerts], ['alert', [alert!.id]]);
      assert.equal((await scene.casework.case(alert!.caseId)).state, 'closed');
      await take(screened(['e1'], { reference, name: 'Iwan Petrow' }));
      assert.equal((await scene.casework.case(alert!.caseId)).state, 'reopened');
    }
  });

  test('of an entity that cannot be looked up are never exempt', async () => {
    const reference = 'customer:unknown-entity';
    const [first] = await take(screened(['e4'], { reference }));
    const [alert] = await scene.store.tables.casework.alerts(first!.alerts);
    await closeAs(alert!.caseId, 'not-same');
    scene.entities.delete('e4');
    assert.equal((await take(screened(['e4'], { reference })))[0]!.outcome, 'alert');
    listed(scene, 'e4');
    assert.equal((await take(screened(['e4'], { reference })))[0]!.outcome, 'clear');
  });

  test('leave neither record nor alert where the transaction fails', async () => {
    const head = await scene.store.tables.journal.readHead();
    const broken = await scene.beside();
    const reference = 'customer:undone';
    const fails = new RiegelError('store/full', 'The disk of the database is full');
    const { journal } = scene;
    await assert.rejects(
      journal.appendWith(
        async () => [{ kind: 'screening', actor: 'api', result: {} }],
        async () => {
          throw fails;
        },
      ),
      fails,
    );
    const tooLarge = screened(['e1'], { reference, properties: { notes: ['x'.repeat(4_000_001)] } });
    await assert.rejects(
      broken.takeIn([screened(['e1'], { reference }), tooLarge], 'api'),
      code('journal/event-too-large'),
    );
    // What the alerts' table refuses takes the record, written before it, along.
    await assert.rejects(take(screened(['e1', 'e\0'], { reference })), code('store/failed'));
    assert.deepEqual(await scene.store.tables.journal.readHead(), head);
    assert.deepEqual((await scene.casework.queue({ reference })).cases, []);
  });

  test('happen together with what belongs to them, or not at all', async () => {
    const reference = 'customer:alongside';
    const { setting } = scene.store.tables;
    for (const entities of [[], ['e1']]) {
      const done = [screened(entities, { reference })];
      const refused = scene.casework.takeIn(done, 'api', async (tables) => {
        await tables.setting.setOnce('undone', 1);
        throw new RiegelError('screening/customer-moved', 'Somebody changed it');
      });
      const beside = take(screened(['e2'], { reference: `${reference}:${entities.length}` }));
      await assert.rejects(refused, code('screening/customer-moved'));
      assert.equal((await beside)[0]!.outcome, 'alert', 'nobody else is refused');
      assert.equal(await setting.read('undone'), undefined);
      const { records } = await scene.journal.read({ subject: reference });
      assert.equal(records.length, entities.length === 0 ? 0 : 1, 'nothing of what was refused');
      const name = `kept ${entities.length}`;
      const recorded = await scene.casework.takeIn(done, 'api', async (tables, [one]) => {
        await tables.setting.setOnce(name, one!.seq);
      });
      assert.equal(await setting.read(name), recorded[0]!.seq);
    }
  });

  test('that are wrong do not take others along', async () => {
    const good = take(screened(['e1'], { reference: 'customer:good' }));
    const bad = take(screened(['e1'], { reference: 'customer:\n' }));
    const late = take(screened(['e1'], { reference: 'customer:late' }));
    await assert.rejects(bad, code('casework/bad-screening'));
    assert.equal((await good)[0]!.outcome, 'alert');
    assert.equal((await late)[0]!.outcome, 'alert');
    await assert.rejects(
      take(screened([], { reference: 'x', value: Number.NaN })),
      code('casework/bad-screening'),
    );
  });

  test('leave a journal that verifies', async () => {
    const { faults } = await scene.journal.verify();
    assert.deepEqual(faults, []);
  });
});
