import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RiegelError } from '../entity/index.ts';
import { childrenOf, readXml, textOf, type XmlElement, type XmlOptions } from './xml.ts';

const options: XmlOptions = { file: 'list.xml', roots: ['LIST'], records: ['PERSON'] };

function read(input: string | Uint8Array, more: Partial<XmlOptions> = {}) {
  const records: XmlElement[] = [];
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const reading = readXml(bytes, { ...options, ...more }, (record) => records.push(record));
  return { records, reading };
}

const refused =
  (code: string, place: object = {}) =>
  (error: unknown) => {
    assert.ok(error instanceof RiegelError);
    assert.equal(error.code, code);
    for (const [key, value] of Object.entries(place)) assert.equal(error.place[key as 'line'], value);
    return true;
  };

test('hands over each record as a tree, with its place and without prefixes', () => {
  const { records, reading } = read(
    '<?xml version="1.0"?>\n<n:LIST xmlns:n="urn:list" n:day="1">\n <HEAD>x</HEAD>\n <n:PERSON n:id="7">' +
      '<NAME>Ada &amp; Co</NAME><NAME><![CDATA[<b>&]]></NAME></n:PERSON>\n</n:LIST>',
  );
  assert.equal(reading.root.namespace, 'urn:list');
  assert.deepEqual(reading.root.attributes, { day: '1' });
  assert.deepEqual([...reading.outside], [['HEAD', 1]]);
  const [person] = records;
  assert.deepEqual(
    childrenOf(person, 'NAME').map((name) => name.text),
    ['Ada & Co', '<b>&'],
  );
  assert.deepEqual([person?.attributes.id, person?.line, person?.column], ['7', 4, 2]);
  assert.equal(textOf(person, 'NONE', 'BELOW'), '');
});

test('tells a truncated document from one that is not well-formed', () => {
  assert.throws(() => read('<LIST>\n<PERSON><NAME>Ad'), refused('lists/truncated', { line: 2 }));
  assert.throws(
    () => read('<LIST>\n<PERSON></LIST>'),
    refused('lists/not-well-formed', { line: 2, column: 16 }),
  );
  assert.throws(
    () => read('<LIST><PERSON>a & b</PERSON></LIST>'),
    refused('lists/not-well-formed', { line: 1, column: 17 }),
  );
  assert.throws(() => read(''), refused('lists/empty'));
  assert.throws(() => read(' \n'), refused('lists/truncated'));
});

test('refuses a DOCTYPE, expands no entity and bounds depth and size', () => {
  assert.throws(() => read('<!DOCTYPE LIST [<!ENTITY a "b">]><LIST>&a;</LIST>'), refused('lists/doctype'));
  assert.throws(() => read('<LIST><PERSON>&nbsp;</PERSON></LIST>'), refused('lists/not-well-formed'));
  assert.throws(() => read(`<LIST>${'<a>'.repeat(80)}`), refused('lists/too-deep'));
  assert.throws(
    () => read(`<LIST><PERSON>${'<a/>'.repeat(9)}</PERSON></LIST>`, { maxElements: 9 }),
    refused('lists/too-large'),
  );
  assert.throws(() => read('<HTML/>'), refused('lists/unknown-root'));
});

test('mends a bare ampersand only when asked, and reports each with its place', () => {
  const source =
    '<LIST>\n<!-- a & b -->\n<PERSON><NAME>A & B &amp; C &#38; D&E</NAME><X><![CDATA[&]]></X></PERSON>\n</LIST>';
  const { records, reading } = read(source, { mendAmpersands: true });
  assert.equal(textOf(records[0], 'NAME'), 'A & B & C & D&E');
  assert.equal(textOf(records[0], 'X'), '&');
  assert.deepEqual(
    reading.issues.map((issue) => [
      issue.severity,
      issue.code,
      issue.line,
      /column (\d+)/.exec(issue.message)?.[1],
    ]),
    [
      ['mended', 'bare-ampersand', 3, '17'],
      ['mended', 'bare-ampersand', 3, '36'],
    ],
  );
  assert.throws(
    () => read('<LIST><PERSON>&bogus;</PERSON></LIST>', { mendAmpersands: true }),
    refused('lists/not-well-formed'),
  );
});

test('reads the encoding of the byte order mark or the declaration', () => {
  const name = (bytes: Uint8Array) => read(bytes).records[0]?.text;
  const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
  const latin1 = (encoding: string, text: string) =>
    Buffer.from(`<?xml version="1.0" encoding="${encoding}"?>${text}`, 'latin1');
  const document = '<LIST><PERSON>José</PERSON></LIST>';
  assert.equal(name(Buffer.from(document)), 'José');
  assert.equal(name(utf16(document)), 'José');
  assert.equal(name(utf16(document).swap16()), 'José');
  assert.equal(name(latin1('ISO-8859-1', document)), 'José');
  assert.equal(name(latin1('windows-1252', document.replace('é', '\x80'))), 'Jos€');
  assert.throws(() => read(Buffer.from(document, 'latin1')), refused('lists/encoding'));
  assert.throws(() => read(latin1('base64', document)), refused('lists/encoding'));
  assert.throws(() => read(Buffer.from(document).subarray(0, 19)), refused('lists/truncated'));
});

test('damage never shows as anything but a RiegelError', () => {
  const source = Buffer.from(
    '<?xml version="1.0"?><LIST a="b"><PERSON><NAME q="1">Ada &amp; Zoë</NAME></PERSON></LIST>',
  );
  fc.assert(
    fc.property(
      fc.nat(source.length),
      fc.array(fc.tuple(fc.nat(source.length - 1), fc.nat(255)), { maxLength: 4 }),
      fc.boolean(),
      (length, edits, mendAmpersands) => {
        const bytes = Buffer.from(source.subarray(0, length));
        for (const [at, byte] of edits) if (at < length) bytes[at] = byte;
        try {
          read(bytes, { mendAmpersands });
        } catch (error) {
          assert.ok(error instanceof RiegelError, String(error));
        }
      },
    ),
    { numRuns: 500 },
  );
});
