import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { openDocument } from './index.ts';

const CORPUS = resolve(process.env.RIEGEL_CORPUS ?? join(import.meta.dirname, '../../../shared'));
const skip = existsSync(CORPUS) ? false : `no corpus at ${CORPUS}; set RIEGEL_CORPUS`;

async function read(file: string) {
  const document = await openDocument(join(CORPUS, file));
  const items = await Array.fromAsync(document.subjects());
  return {
    document,
    roles: Object.fromEntries((document.mapping?.columns ?? []).map(({ column, role }) => [column, role])),
    subjects: items.flatMap((item) => ('subject' in item ? [item.subject] : [])),
    rejects: items.flatMap((item) => ('reject' in item ? [item.reject] : [])),
    issues: items.flatMap((item) => ('subject' in item ? (item.issues ?? []) : [])),
  };
}

test('20,090 people of many cultures: every row a person with birth date and nationality', {
  skip,
}, async () => {
  const { subjects, rejects, issues } = await read('eval/people-unlisted-global.csv');
  assert.equal(subjects.length, 20_090);
  assert.deepEqual([rejects, issues], [[], []]);
  for (const { schema, properties } of subjects) {
    assert.equal(schema, 'Person');
    assert.equal(properties.name?.length, 1);
    assert.match(properties.birthDate?.[0] ?? '', /^\d{4}-\d{2}-\d{2}$/);
    assert.match(properties.nationality?.[0] ?? '', /^[a-z]{2}$/);
  }
});

test('the Consolidated Screening List, packed: types, aliases and dates are read', { skip }, async () => {
  const { subjects, rejects, roles } = await read('lists/us_csl/csl_consolidated_tradegov_2022-04.csv.gz');
  assert.deepEqual(rejects, []);
  assert.equal(roles.alt_names, 'alias');
  assert.equal(roles.dates_of_birth, 'birthDate');
  assert.equal(roles.vessel_type, undefined);
  const eric = subjects.find(({ properties }) => properties.name?.[0] === 'BADEGE, Eric');
  assert.deepEqual([eric?.schema, eric?.properties.birthDate], ['Person', ['1971']]);
  assert.ok(subjects.filter(({ schema }) => schema === 'Vessel').length > 300);
});

test('a table cut off within a quoted cell loses that row only, and says which', { skip }, async () => {
  const { subjects, rejects } = await read('lists/us_csl/csl_tradegov_2023-11_subset.csv');
  assert.deepEqual(
    rejects.map(({ code, row }) => [code, row]),
    [
      ['messages/repeated-header', 2],
      ['messages/stray-quote', 4229],
    ],
  );
  assert.ok(subjects.length >= 4226);
});

test('the UK list of 2018 is windows-1252 below a line of its own, with days before months', {
  skip,
}, async () => {
  const { document, subjects, rejects } = await read('lists/uk/ofsi_ConList_2018-04-13.csv');
  assert.match(
    document.notes.join('\n'),
    /windows-1252[\s\S]*header is row 2[\s\S]*Last Updated 13\/04\/2018/,
  );
  assert.equal(document.mapping?.columns.find(({ column }) => column === 'DOB')?.dayFirst, true);
  assert.deepEqual(rejects, []);
  assert.equal(subjects.length, 9487);
});

test('the UK workbook of 2022: every row, with its place', { skip }, async () => {
  const { subjects, rejects } = await read('lists/uk/ofsi_ConList_2022-05-04.xlsx');
  assert.deepEqual(rejects, []);
  assert.equal(subjects.length, 15_261);
  const minister = subjects.find(({ properties }) => properties.name?.[0] === 'AVAEE Ali-Reza Seyyed');
  assert.deepEqual([minister?.schema, minister?.properties.birthDate], ['Person', ['1956-05-20']]);
  assert.deepEqual([minister?.origin?.path, typeof minister?.origin?.row], ['Data', 'number']);
});

test('the Ukrainian workbook: two sheets, Cyrillic headers', { skip }, async () => {
  const { document, subjects } = await read('lists/ua/ua_nsdc_sanctions_2022.xlsx');
  assert.deepEqual(
    document.mappings?.map(({ path }) => path),
    ['Фізичні особи', 'Юридичні особи'],
  );
  assert.ok(subjects.length > 5600);
});

test('records that are FtM entities keep their schema and ids; links are no subjects', { skip }, async () => {
  const { subjects, rejects } = await read('lists/opensanctions/ftm_zala_entities.ftm.json');
  assert.ok(subjects.some(({ schema, id }) => schema === 'Person' && id !== undefined));
  for (const { code } of rejects) assert.equal(code, 'messages/no-name');
});

test('a page that is a table keeps all its rows', { skip }, async () => {
  const { document } = await read('lists/us_state_nonproliferation/nps_data_2015-11-30.html');
  assert.match(document.notes.join('\n'), /all visible text/);
  assert.match(document.text?.text ?? '', /Korea Mining and Development Corp/);
});
