import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decodeEdifact } from './decode.ts';
import { readEdifact } from './read.ts';
import { valueAt } from './segments.ts';
import { writeSegment } from './write.ts';

const MANIFEST = [
  "UNA:+.? '",
  "UNB+UNOA:4+AIR1+GOV+260101:1200+REF1'",
  "UNH+1+PAXLST:D:05B:UN:IATA'",
  "BGM+745'",
  "NAD+FL+++O?'BRIEN:PAT?+RICK'",
  "CNT+42:1'",
  "UNT+5+1'",
  "UNZ+1+REF1'",
];
const codes = (issues: readonly { readonly code: string }[]) => issues.map(({ code }) => code);

describe('an EDIFACT document', () => {
  test('is read, values unescaped', () => {
    const { messages, issues } = readEdifact(MANIFEST.join('\r\n'));
    assert.deepEqual(issues, []);
    const [message] = messages;
    assert.deepEqual(
      [message!.type, message!.version, message!.interchange?.sender, message!.issues],
      ['PAXLST', 'D:05B:UN', 'AIR1', []],
    );
    const name = message!.segments.find(({ tag }) => tag === 'NAD')!;
    assert.deepEqual([valueAt(name, 3), valueAt(name, 3, 1), name.line], ["O'BRIEN", 'PAT+RICK', 5]);
    assert.equal(MANIFEST.join('\r\n').slice(name.from, name.to), "NAD+FL+++O?'BRIEN:PAT?+RICK");
  });

  test('is read whatever characters part it, told or not', () => {
    const [, ...others] = MANIFEST;
    const swap: Readonly<Record<string, string>> = { ':': '^', '+': '|', '?': '!', "'": '~' };
    const own = others
      .map((line) => [...line].map((character) => swap[character] ?? character).join(''))
      .join('');
    const name = (text: string) => {
      const { segments } = readEdifact(text).messages[0]!;
      return segments.find(({ tag }) => tag === 'NAD')!.elements[3];
    };
    assert.deepEqual(name(`UNA^|.! ~${own}`), ['O~BRIEN', 'PAT|RICK']);
    assert.deepEqual(name(own.replace('O!~BRIEN', 'OBRIEN').replace('PAT!|RICK', 'PATRICK')), [
      'OBRIEN',
      'PATRICK',
    ]);
    assert.deepEqual(name(others.join('')), ["O'BRIEN", 'PAT+RICK']);
  });

  test('is read though lines are wrapped anywhere and terminators are missing', () => {
    const wrapped = MANIFEST.join('')
      .replace(/(.{11})/g, '$1\n')
      .replace(/^UNA:\+\.\?\s'\s?/, "UNA:+.? '");
    assert.deepEqual(
      readEdifact(wrapped).messages[0]!.segments.map(({ tag }) => tag),
      ['BGM', 'NAD', 'CNT'],
    );
    const { messages } = readEdifact(MANIFEST.join('\n').replace("BGM+745'", 'BGM+745'));
    assert.deepEqual(codes(messages[0]!.issues), ['edifact/no-terminator']);
    assert.equal(messages[0]!.segments.length, 3);
  });

  test('tells wrong counts and references, and what is missing', () => {
    const wrong = MANIFEST.join('').replace("UNT+5+1'", "UNT+9+2'").replace('UNZ+1', 'UNZ+4');
    const read = readEdifact(wrong);
    assert.deepEqual(codes(read.messages[0]!.issues), ['edifact/wrong-count', 'edifact/wrong-reference']);
    assert.deepEqual(codes(read.issues), ['edifact/wrong-count']);
    const cut = readEdifact(MANIFEST.slice(0, 5).join('').slice(0, -4));
    assert.deepEqual(codes(cut.messages[0]!.issues), ['edifact/cut', 'edifact/cut']);
    assert.equal(cut.messages[0]!.segments.length, 2, 'what came is there');
    const bare = readEdifact("UNH+1+PAXLST:D:02B:UN'BGM+745'");
    assert.equal(bare.messages[0]!.interchange, undefined);
  });

  test('may hold several interchanges and messages', () => {
    const second = MANIFEST.join('').replaceAll('REF1', 'REF2').replace('O?', 'MC');
    const { messages, issues } = readEdifact(`${MANIFEST.join('')}\n\n${second}`);
    assert.deepEqual(
      [messages.map(({ interchange }) => interchange?.reference), issues],
      [['REF1', 'REF2'], []],
    );
    const noTrailer = MANIFEST.filter((line) => !line.startsWith('UNT')).join('');
    assert.deepEqual(codes(readEdifact(noTrailer).messages[0]!.issues), ['edifact/no-trailer']);
  });

  test('that is none is an error', () => {
    for (const none of ['', '   ', 'Dear colleagues', "UNB+UNOA:4+A+B'UNZ+0+1'"])
      assert.throws(() => readEdifact(none), { code: 'edifact/none' });
  });

  test('never loses a neighbour of what is damaged', () => {
    const passengers = Array.from({ length: 9 }, (_, i) => `NAD+FL+++NAME${'ABCDEFGHI'[i]}:GIVEN'`);
    const text = [...MANIFEST.slice(0, 4), ...passengers, ...MANIFEST.slice(5)].join('\n');
    const junk = fc.string({ unit: fc.constantFrom(...'AB1+:? \n%é\0'), maxLength: 30 });
    fc.assert(
      fc.property(fc.nat(8), junk, (at, between) => {
        const damaged = text.replace(passengers[at]!, `${between}'`);
        const { messages } = readEdifact(damaged);
        const names = messages.flatMap(({ segments }) => segments.map((segment) => valueAt(segment, 3)));
        // An escape right before the terminator takes in the next segment, and only that one.
        const spared = passengers.filter((_, i) => i !== at && !(between.endsWith('?') && i === at + 1));
        for (const passenger of spared) assert.ok(names.includes(passenger.slice(9, 14)), between);
      }),
    );
  });
});

test('bytes are read by what they are, and a wrong character set is told', () => {
  const text = MANIFEST.join('').replace('PAT', 'PÄT');
  assert.deepEqual(decodeEdifact(Buffer.from(text)), { text, encoding: 'utf-8', isDoubtful: true });
  const latin = decodeEdifact(Buffer.from(text.replace('UNOA', 'UNOC'), 'latin1'));
  assert.deepEqual([latin.text.includes('PÄT'), latin.isDoubtful], [true, false]);
  const unsaid = decodeEdifact(Buffer.from(text, 'latin1'));
  assert.deepEqual([unsaid.text.includes('PÄT'), unsaid.isDoubtful], [true, true]);
});

test('a written segment is read as it was meant', () => {
  const value = fc.string({ unit: fc.constantFrom(..."AB+:?' ."), maxLength: 8 }).map((text) => text.trim());
  fc.assert(
    fc.property(
      fc.array(fc.array(value, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
      (elements) => {
        const { messages } = readEdifact(`UNH+1+X:1'${writeSegment('FTX', ...elements)}UNT+3+1'`);
        const [segment] = messages[0]!.segments;
        elements.forEach((element, i) => {
          element.forEach((text, j) => {
            assert.equal(valueAt(segment!, i, j), text);
          });
        });
      },
    ),
  );
});
