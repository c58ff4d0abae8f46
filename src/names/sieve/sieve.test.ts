import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { scriptOf } from '../script/script.ts';
import { makeTerm } from '../terms/make-term.ts';
import type { Term } from '../terms/term.ts';
import { termCost, UNLIKE } from '../terms/term-cost.ts';
import { OneTerm, termColumns } from '../terms/term-table.ts';
import { NOT_COUNTED, SIEVE_SIZE, Sieve } from './sieve.ts';

const WORDS = `
  Mohammed Muhammad Mehmed Mahmud Ahmad Hamid Hammoud Khaled Haled Chaled Khalid Walid Abdurrahman Abdelrahman
  Abderrahmane Yusuf Joseph Youssef Zawahiri Sawahiri Zawahri Baghdadi Bagdadi Tikriti Takriti Hussein Husayn Hosein
  Schmidt Schmitt Smith Smyth Meyer Meier Maier Müller Muller Mueller Tschetschenow Chechenov Kim Li Ng O Aisha Ayşe
  Wojciechowski Voitsekhovsky Nguyen Zawah1ri Ibn3 2 22 Konstantinopoulos Konstantinopulos
  Wolfeschlegelsteinhausenbergerdorff Hassan Hasan Hasbsan Rashid Raschid Rashed Sarah Sally Jones James Rian Rain
  محمد محمود أحمد خالد حسين الظواهري البغدادي عبدالرحمن يوسف ذكريا زكريا عيسى سعيد صدام מוחמד יוסף כהן לוי
  Мухаммад Юсуф Шамиль Хасан Чеченов Κωνσταντίνος Մուհամմադ მუჰამედ 김 이 王 李 ムハンマド
`
  .trim()
  .split(/\s+/);

function termOf(word: string): Term | undefined {
  const term = makeTerm(word.toLowerCase(), scriptOf(word.codePointAt(0)!), []);
  return term.readings.length === 0 ? undefined : term;
}

const terms = WORDS.flatMap((word) => termOf(word) ?? []);
const columns = termColumns(terms);

/** What a word is like by the full comparison, what the sieve lets through, and what costs it tells otherwise. */
function bothWays(own: Term): { like: number[]; kept: Set<number>; miscounted: string[] } {
  const subject = new OneTerm();
  subject.fill(own);
  // A shared symbol, here that of the very same word, is not for the sieve to see.
  const others = terms.flatMap((term, at) =>
    term.symbols.some((symbol) => own.symbols.includes(symbol)) ? [] : [at],
  );
  const candidates = new Uint32Array(SIEVE_SIZE);
  candidates.set(others);
  const sieve = new Sieve(columns);
  const kept = sieve.sift(own, candidates, others.length);
  const miscounted: string[] = [];
  for (let c = 0; c < kept; c++) {
    const cost = termCost(subject, 0, columns, candidates[c]!);
    if (sieve.costs[c] !== NOT_COUNTED && sieve.costs[c] !== cost)
      miscounted.push(`${own.latin} ~ ${terms[candidates[c]!]!.latin}: ${sieve.costs[c]}, not ${cost}`);
  }
  return {
    miscounted,
    like: others.filter((at) => termCost(subject, 0, columns, at) !== UNLIKE),
    kept: new Set(candidates.subarray(0, kept)),
  };
}

function wrong(own: Term): string[] {
  const { like, kept, miscounted } = bothWays(own);
  const lost = like.filter((at) => !kept.has(at)).map((at) => `${own.latin} ~ ${terms[at]!.latin}: lost`);
  return [...lost, ...miscounted];
}

describe('Sieve', () => {
  it('lets through whatever the full comparison calls alike, in every script, and tells its costs', () => {
    assert.deepEqual(terms.flatMap(wrong), []);
  });

  it('holds back most of what is not', () => {
    let kept = 0;
    let all = 0;
    for (const own of terms.filter(({ kind }) => kind === 0)) {
      kept += [...bothWays(own).kept].filter((at) => terms[at]!.kind === own.kind).length;
      all += terms.filter(({ kind }) => kind === own.kind).length;
    }
    assert.ok(kept < all / 4, `${kept} of ${all}`);
  });

  it('loses and miscounts nothing of words with slips, of any letters, long or short', () => {
    const slipped = fc
      .tuple(
        fc.constantFrom(...WORDS),
        fc.nat(20),
        fc.constantFrom('', 'a', 'h', 'sh', 'x', 'ر', 'ה'),
        fc.nat(2),
      )
      .map(([word, at, put, cut]) => word.slice(0, at) + put + word.slice(at + cut));
    fc.assert(
      fc.property(fc.oneof(slipped, fc.string({ minLength: 1, maxLength: 60 })), (word) => {
        const own = termOf(word.normalize('NFC'));
        return own === undefined || wrong(own).length === 0;
      }),
      { numRuns: 400 },
    );
  });
});
