import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { analyseName } from '../analyse/analyse.ts';
import type { Script } from '../script/script.ts';
import { makeTerm } from './make-term.ts';
import { SYMBOL_CLASSES, symbolCost, symbolOf } from './symbol.ts';
import type { Term } from './term.ts';
import { costOf, lengthOf, PreparedTerm, termCost, UNLIKE } from './term-cost.ts';
import { termColumns } from './term-table.ts';

const term = (word: string, script: Script = 'latin') => makeTerm(word, script, []);

function cost(a: Term, b: Term): number {
  return termCost(termColumns([a]), 0, termColumns([b]), 0);
}

/** Cost against length: what the score takes from it. */
function share(a: Term, b: Term): number {
  const packed = cost(a, b);
  return packed === UNLIKE ? Number.POSITIVE_INFINITY : costOf(packed) / lengthOf(packed);
}

test('equal words cost nothing, romanisations little, a slip more, another name is unlike', () => {
  const gaddafi = term('gaddafi');
  assert.equal(share(gaddafi, gaddafi), 0);
  assert.ok(share(gaddafi, term('qadhafi')) < share(gaddafi, term('gaddami')));
  assert.equal(cost(gaddafi, term('zawahiri')), UNLIKE);
  assert.equal(cost(term('kim'), term('tom')), UNLIKE);
  assert.equal(cost(term('44'), term('45')), UNLIKE);
});

test('a slip between two names that people bear is costlier than one in a name that nobody bears', () => {
  const sarah = term('sarah');
  assert.ok(sarah.known && !term('sarbh').known);
  assert.ok(share(sarah, term('sarbh')) < share(sarah, term('sally')));
});

test('a shared symbol needs no likeness of letters, and the cheapest counts', () => {
  const bank = makeTerm('bank', 'latin', [symbolOf('translation', 'concept:bank')]);
  const masraf = makeTerm('مصرف', 'arabic', [symbolOf('translation', 'concept:bank')]);
  assert.notEqual(cost(bank, masraf), UNLIKE);
  const nickname = symbolOf('nickname', 'name-group:x');
  const spelling = symbolOf('spelling', 'name-group:y');
  const both = [nickname, spelling].sort((a, b) => a - b);
  const dear = cost(makeTerm('abel', 'latin', [nickname]), makeTerm('quirin', 'latin', [nickname]));
  const cheap = cost(makeTerm('abel', 'latin', both), makeTerm('quirin', 'latin', both));
  assert.ok(costOf(cheap) < costOf(dear));
});

test('a symbol keeps its class, and classes go from cheap to dear', () => {
  let dearest = -1;
  for (const { name, cost: expected } of SYMBOL_CLASSES) {
    assert.equal(symbolCost(symbolOf(name, 'anything')), expected);
    assert.ok(expected > dearest);
    dearest = expected;
  }
  assert.notEqual(symbolOf('same', 'number:44'), symbolOf('same', 'number:45'));
});

test('two characters of one script are the same or unlike; read from Latin they are a guess', () => {
  assert.equal(cost(term('平', 'han'), term('平', 'han')) >> 8, 0);
  assert.equal(cost(term('平', 'han'), term('评', 'han')), UNLIKE);
  const read = cost(term('平', 'han'), term('ping'));
  assert.ok(read !== UNLIKE && costOf(read) > 0);
});

const letters = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'),
  minLength: 1,
  maxLength: 12,
});
/** A word and another that is like it more often than chance would have it. */
const pairs = fc.oneof(
  fc.tuple(letters, letters),
  fc
    .tuple(
      letters,
      fc.nat(),
      fc.constantFrom('', ...'abcdehiknstuw'),
      fc.nat(),
      fc.constantFrom('', ...'aehkmst'),
    )
    .map(([word, i, x, j, y]): [string, string] => {
      const once = word.slice(0, i % word.length) + x + word.slice((i % word.length) + 1) || word;
      return [word, once.slice(0, j % once.length) + y + once.slice(j % once.length)];
    }),
);
const realTerms = [
  'محمد خالد ظواهري أيمن عبد',
  'Мухаммад Хаттаб Щукин Юсуф',
  '김정은 习近平 タナカ',
  'Yusuf Josef Mohammed Khaled Haled Gaddafi Qadhafi Abdurrahman Kim Sarah Sally',
  'יוסף דוד Γεώργιος',
].flatMap((text) => analyseName(text, 'person').parts.map((part) => part.term));

test('a prepared term changes nothing, and the cost is symmetric', () => {
  const prepared = new PreparedTerm();
  const check = (a: Term, b: Term) => {
    const ownColumns = termColumns([a]);
    const otherColumns = termColumns([b]);
    const whole = termCost(ownColumns, 0, otherColumns, 0);
    prepared.prepare(ownColumns, 0);
    assert.equal(termCost(ownColumns, 0, otherColumns, 0, prepared), whole, `${a.id} ${b.id}`);
    const back = termCost(otherColumns, 0, ownColumns, 0);
    assert.equal(back, whole, `${a.id} ${b.id}`);
    return whole;
  };
  let alike = 0;
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      if (check(term(a), term(b)) !== UNLIKE) alike++;
    }),
    { numRuns: 3000 },
  );
  assert.ok(alike > 300, `only ${alike} pairs were alike`);
  for (const a of realTerms) for (const b of realTerms) check(a, b);
});
