import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { file, folder, riegel } from './riegel.ts';

const message = (...travellers: string[]) =>
  [
    "UNA:+.? '",
    "UNB+UNOA:4+AIR1+GOV+260601:1200+REF1++APIS'",
    "UNH+1+PAXLST:D:05B:UN:IATA'",
    "BGM+745'",
    "TDT+20+QQ877+++QQ'",
    "LOC+125+CDG'",
    "LOC+87+JFK'",
    ...travellers,
    `CNT+42:${travellers.filter((segment) => segment.startsWith('NAD')).length}'`,
    `UNT+${travellers.length + 7}+1'`,
    "UNZ+1+REF1'",
  ].join('\n');
const ORDINARY = ["NAD+FL+++BRANDT:HELGA'", "ATT+2++F'", "DTM+329:800512'", "NAT+2+DEU'"];
const LISTED = ["NAD+FL+++ALZAWAHIRI:AYMANMR'", "DTM+329:510619'", "DOC+P:110:111+1084010'"];
const travel = async (...words: string[]) => {
  const { status, stdout, stderr } = await riegel(['travel', ...words, '--format', 'json']);
  return { status, stderr, told: JSON.parse(stdout === '' ? '[]' : stdout) };
};

before(async () => {
  assert.equal((await riegel(['index', 'build'])).status, 0);
});

describe('riegel travel', () => {
  test('answers for each traveller, with what the message says of them', async () => {
    const { status, told } = await travel(file('list.edi', message(...LISTED, ...ORDINARY)));
    assert.equal(status, 1);
    const [{ manifests }] = told;
    assert.deepEqual(manifests[0].issues, []);
    const [one, two] = manifests[0].travellers;
    assert.deepEqual(
      [one.answer, one.documents[0].number, one.names[0].titles],
      ['refer', '1084010', ['MR']],
    );
    assert.match(one.matches[0].caption, /ZAWAHIRI/);
    assert.deepEqual([two.answer, two.matches, two.birthDates[0].value], ['clear', [], '1980-05-12']);
  });

  test('is clear with 0, and tells with 2 what could not be read or compared', async () => {
    assert.equal((await travel(file('clear.edi', message(...ORDINARY)))).status, 0);
    const cut = await travel(file('cut.edi', message(...ORDINARY).slice(0, -40)));
    assert.equal(cut.status, 2);
    assert.equal(cut.told[0].manifests[0].travellers[0].answer, 'clear', 'who was read is answered');
    const nameless = await travel(file('nameless.edi', message("NAD+FL+++'", "ATT+2++F'")));
    assert.deepEqual(
      [nameless.status, nameless.told[0].manifests[0].travellers[0].answer],
      [2, 'no decision yet'],
    );
    const letter = await travel(
      file('letter.txt', 'Dear colleagues'),
      file('clear.edi', message(...ORDINARY)),
    );
    assert.equal(letter.status, 2);
    assert.match(letter.stderr, /travel\/unknown-format/);
    assert.equal(letter.told.length, 1, 'the other file is read');
    assert.equal((await riegel(['travel', join(folder, 'nothing.edi')])).status, 2);
  });

  test('tells people the flight, the travellers and why one is to be referred', async () => {
    const { status, stdout } = await riegel(['travel', file('list.edi', message(...LISTED, ...ORDINARY))]);
    assert.equal(status, 1);
    assert.match(stdout, /QQ 877 +CDG - JFK/);
    assert.match(stdout, /refer +ALZAWAHIRI \/ AYMAN +1951-06-19 +P 1084010/);
    assert.match(stdout, /passport number 1084010 is that of/);
    assert.match(stdout, /clear +BRANDT \/ HELGA/);
    assert.match(stdout, /2 screened, 1 to be referred/);
  });
});
