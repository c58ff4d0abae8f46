import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Links, openLinks } from '../../src/screening/index.ts';
import { onBothStores } from '../store/both-stores.ts';
import { anna, bert, code, listed, openScene, type Scene, screened } from './scene.ts';

onBothStores('One person on many lists', (database) => {
  let scene: Scene;
  let links: Links;
  before(async () => {
    scene = await openScene(database);
    links = openLinks({ store: scene.store, journal: scene.journal, now: () => scene.clock.at });
    listed(scene, 'un-1', { caption: 'Ivan PETROV', datasets: ['un_sc'] });
    listed(scene, 'eu-1', {
      properties: { name: ['PETROV, Ivan'], birthDate: ['1970'], country: ['ru'] },
      caption: 'PETROV, Ivan',
      datasets: ['eu_fsf'],
    });
    listed(scene, 'us-1', {
      properties: { name: ['Ivan Petrov', 'Vanya the Baker'], birthDate: ['1970-01-02'] },
    });
    listed(scene, 'gb-1');
    await link('un-1', 'eu-1');
    await link('un-1', 'us-1');
  });
  after(() => scene.close());

  const link = (one: string, other: string) =>
    links.add({ ends: [one, other], by: 'mona', reason: 'One man' });
  const takeIn = async (reference: string, ...entities: string[]) =>
    (await scene.casework.takeIn([screened(entities, { reference })], 'system'))[0]!;

  /** Found, by closing a case, not to be `entity`. */
  async function notSame(reference: string, entity: string): Promise<string> {
    await takeIn(reference, entity);
    const { cases } = await scene.casework.queue({ reference });
    const row = cases[0]!;
    const order = { decision: 'not-same', reasons: ['birth-date-differs'], actor: anna } as const;
    const decided = await scene.casework.decide({ ...order, case: row.id, version: row.version });
    await scene.casework.close({ case: row.id, version: decided.version, actor: anna });
    return row.id;
  }

  test('“not the same person” holds for a linked listing that brings nothing, until the link is cut', async () => {
    const caseId = await notSame('customer:followed', 'un-1');
    const found = await takeIn('customer:followed', 'un-1', 'eu-1');
    assert.equal(found.outcome, 'clear');
    assert.deepEqual(found.alerts, []);
    const { records } = await scene.journal.read({ kinds: ['screening'], newestFirst: true });
    const { matches } = records[0]!.result as {
      matches: { entity: string; linked?: string; exemption: string }[];
    };
    assert.deepEqual(
      matches.map(({ entity, linked }) => [entity, linked]),
      [
        ['un-1', undefined],
        ['eu-1', 'un-1'],
      ],
    );
    assert.equal(matches[0]!.exemption, matches[1]!.exemption);

    const { link: known } = await links.find('eu-1~un-1');
    await links.cut({ link: 'eu-1~un-1', version: known!.changed, by: 'mona', reason: 'Namesakes' });
    const after = await takeIn('customer:followed', 'un-1', 'eu-1');
    assert.equal(after.outcome, 'alert');
    const view = await scene.casework.case(caseId);
    const byEntity = new Map(view.alerts.map((alert) => [alert.entityId, alert]));
    assert.equal(byEntity.get('eu-1')!.decisionId, undefined);
    assert.notEqual(byEntity.get('un-1')!.decisionId, undefined, 'the decision stays with its entity');
    assert.deepEqual(
      view.exemptions.map(({ entityId, state }) => [entityId, state]),
      [['un-1', 'active']],
    );
    await links.accept({
      ...{ link: 'eu-1~un-1', by: 'mona', reason: 'One man after all' },
      version: (await links.find('eu-1~un-1')).link!.changed,
    });
  });

  test('a linked listing that brings a fact opens an alert, which shows the person with all listings', async () => {
    const caseId = await notSame('customer:facts', 'un-1');
    const found = await takeIn('customer:facts', 'us-1', 'eu-1');
    assert.equal(found.alerts.length, 1);
    const { alerts, persons } = await scene.casework.case(caseId);
    assert.deepEqual(alerts.map(({ entityId }) => entityId).sort(), ['un-1', 'us-1']);
    assert.equal(persons.length, 1);
    const [one] = persons;
    assert.equal(one!.id, 'eu-1');
    assert.deepEqual(
      one!.listings.map(({ entity, alert }) => [entity, alert !== undefined]),
      [
        ['eu-1', false],
        ['un-1', true],
        ['us-1', true],
      ],
    );
    assert.deepEqual(one!.listings[0]!.lists, ['eu_fsf']);
    const queue = await scene.casework.alerts({ reference: 'customer:facts' });
    assert.deepEqual(queue.cases[0]!.persons, persons);
  });

  test('a decision does not follow where there is no link, nor where the subject or the listing changed', async () => {
    await notSame('customer:changes', 'un-1');
    assert.equal((await takeIn('customer:changes', 'gb-1')).outcome, 'alert', 'no link');
    const born = { properties: { birthDate: ['1970-01-02'] } };
    const [changed] = await scene.casework.takeIn(
      [screened(['eu-1'], { reference: 'customer:changes', ...born })],
      'system',
    );
    assert.equal(changed!.outcome, 'alert', 'another subject than was decided on');

    await notSame('customer:listing', 'un-1');
    const before = scene.entities.get('un-1')!;
    listed(scene, 'un-1', { properties: { ...before.properties, name: ['Ivan Petrov', 'Ivan Petrow'] } });
    assert.equal(
      (await takeIn('customer:listing', 'eu-1')).outcome,
      'alert',
      'another listing than was decided on',
    );
    scene.entities.set('un-1', before);
  });

  test('nobody is exempted by link from a person that they were found to be', async () => {
    await takeIn('customer:is', 'un-1');
    const [row] = (await scene.casework.queue({ reference: 'customer:is' })).cases;
    const same = {
      decision: 'same',
      reasons: ['facts-agree'],
      humanitarian: 'does-not-apply',
      actor: anna,
    } as const;
    await scene.casework.decide({ ...same, case: row!.id, version: row!.version });
    assert.equal((await takeIn('customer:is', 'eu-1')).outcome, 'alert');
    const { subject } = screened([], {});
    await assert.rejects(
      scene.casework.addExemption({
        ...{ actor: bert, reference: 'customer:is', subject, entity: 'us-1' },
        reasons: ['birth-date-differs'],
      }),
      code('casework/decided-same'),
    );
  });

  test('what people said of a listing itself goes before what they said of another', async () => {
    await notSame('customer:own', 'eu-1');
    const [exemption] = (await scene.casework.exemptions({ reference: 'customer:own' })).exemptions;
    await notSame('customer:own', 'us-1');
    await scene.casework.revokeExemption({
      exemption: exemption!.id,
      version: exemption!.version,
      actor: bert,
    });
    assert.equal((await takeIn('customer:own', 'eu-1')).outcome, 'alert');
  });
});
