import assert from 'node:assert/strict';
import { test } from 'node:test';
import iconv from 'iconv-lite';
import type { RiegelError } from '../../entity/index.ts';
import { openDocument, placeInSource, type TextDocument } from '../index.ts';

const PROSE = [
  'The council said on Monday that Ann Example had been named as head of the port authority.',
  'She will take up her post in June, and the former head, Bob Example, will leave the service.',
  'Neither of them could be reached for comment on the decision, which had been expected for months.',
];

async function open(name: string, content: string | Uint8Array) {
  return openDocument({ name, bytes: typeof content === 'string' ? Buffer.from(content) : content });
}

async function textOf(name: string, content: string | Uint8Array): Promise<TextDocument> {
  const { text } = await open(name, content);
  assert.ok(text);
  return text;
}

function page(article: string, lang = 'en'): string {
  const menu = ['Home', 'World', 'Sport', 'Weather']
    .map((item) => `<li><a href="/${item}">${item}</a></li>`)
    .join('\n');
  return `<!DOCTYPE html>\n<html lang="${lang}">\n<head><title>Port has a new head</title>\n<script>var hidden = "Mallory Script";</script></head>
<body>\n<nav><ul>\n${menu}\n</ul></nav>\n<article><h1>Port has a new head</h1>\n${article}\n</article>\n<footer><p>Imprint</p></footer>\n</body>\n</html>`;
}

test('a list of names and running text are told apart, and the guess is stated', async () => {
  const names = await open(
    'x.txt',
    '1. Ann Example\n2. Bob Example\n- ООО Ромашка\n王小明\n\nJuan de la Cruz\n',
  );
  assert.equal(names.kind, 'names');
  assert.match(names.notes.join('\n'), /list of names/);
  const items = await Array.fromAsync(names.subjects());
  assert.deepEqual(
    items.map((item) => 'subject' in item && [item.subject.properties.name?.[0], item.subject.origin?.line]),
    [
      ['Ann Example', 1],
      ['Bob Example', 2],
      ['ООО Ромашка', 3],
      ['王小明', 4],
      ['Juan de la Cruz', 6],
    ],
  );
  const prose = await open('x.txt', PROSE.join('\n'));
  assert.equal(prose.kind, 'text');
  assert.match(prose.notes.join('\n'), /running text/);
  assert.deepEqual(await Array.fromAsync(prose.subjects()), []);
  const commas = await open('x.txt', 'Example, Ann\nExample, Bob\nRay, Cid\n');
  assert.equal(commas.kind, 'names');
});

test('positions in a plain text lead back to line and column', async () => {
  const text = await textOf('x.txt', PROSE.join('\r\n'));
  assert.deepEqual(placeInSource(text, text.text.indexOf('Bob')), {
    line: 2,
    column: PROSE[1]!.indexOf('Bob') + 1,
  });
});

test('an article is taken out of its page, with title, language and places', async () => {
  const html = page(PROSE.map((line) => `<p>${line.replace('Ann', '<b>Ann</b>')}</p>`).join('\n'));
  const { text, notes } = await open('x.html', html);
  assert.ok(text);
  assert.equal(text.title, 'Port has a new head');
  assert.equal(text.language, 'en');
  assert.match(notes.join('\n'), /article was taken out/);
  for (const line of PROSE) assert.ok(text.text.includes(line), line);
  assert.doesNotMatch(text.text, /Weather|Imprint|Mallory/);
  const at = text.text.indexOf('Bob Example');
  const place = placeInSource(text, at);
  const source = html.split('\n')[place.line - 1]!;
  assert.ok(source.slice(place.column - 1).startsWith('Bob Example'), `${JSON.stringify(place)} ${source}`);
});

test('a page without an article gives all its visible text, tables row by row', async () => {
  const rows = Array.from(
    { length: 40 },
    (_, index) => `<tr><td>Name ${index}</td><td>Country ${index}</td></tr>`,
  ).join('\n');
  const { text, notes } = await open(
    'x.html',
    `<html><head><title>List</title><body><table>${rows}</table><p>End</p>`,
  );
  assert.match(notes.join('\n'), /all visible text/);
  for (let index = 0; index < 40; index++) assert.match(text!.text, new RegExp(`^Name ${index}$`, 'm'));
  assert.match(text!.text, /End$/);
});

test('a page nested deeply, or cut off in a tag, is read all the same; one nested without end is refused', async () => {
  const deep = `${'<div>'.repeat(4000)}Ann Example${'</div>'.repeat(4000)}`;
  assert.equal((await textOf('x.html', `<html><body>${deep}</body></html>`)).text, 'Ann Example');
  const cut = '<html><body><p>Bob Example<p>and <b>Cid</b><a href="';
  assert.match((await textOf('x.html', cut)).text, /Bob Example\nand Cid/);
  assert.equal((await textOf('x.html', '<met')).text, '');
  const endless = `<html>\n${'<div>'.repeat(1_000_000)}`;
  await assert.rejects(open('x.html', endless), (error: RiegelError) => {
    assert.deepEqual([error.code, error.place.line], ['messages/too-deep', 2]);
    return true;
  });
});

test('the encoding an HTML page states is used when its bytes do not say', async () => {
  const html =
    '<html lang="pl"><head><meta charset="iso-8859-2"></head><body><p>Łukasz Świątek</p></body></html>';
  assert.equal((await textOf('x.html', iconv.encode(html, 'iso-8859-2'))).text, 'Łukasz Świątek');
  const utf8 = '<html><head><meta charset="windows-1252"></head><body><p>Łukasz</p></body></html>';
  assert.equal((await textOf('x.html', utf8)).text, 'Łukasz');
});
