import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildIndex } from '../../src/match/index/build.ts';
import { columnsOf } from '../../src/match/index/columns.ts';
import { readSections } from '../../src/match/index/layout.ts';
import { readyAnswersOf } from '../../src/match/index/ready-answers.ts';
import { LikeTerms } from '../../src/match/search/like-terms.ts';
import { analyseName, commonNames } from '../../src/names/index.ts';

/** Entities that bear every word of the names of ordinary people, three each. */
function bearers() {
  const words = commonNames(17);
  return Array.from({ length: Math.ceil(words.length / 3) }, (_, i) => {
    const name = words.slice(3 * i, 3 * i + 3).join(' ');
    return {
      id: `made-${i}`,
      caption: name,
      schema: 'Person',
      datasets: ['made'],
      referents: [],
      properties: { name: [name] },
    };
  });
}

describe('readyAnswers', () => {
  it('are what looking the words up gives', () => {
    const { buffer } = buildIndex(bearers());
    const sections = readSections(buffer);
    const { wordTerms } = JSON.parse(new TextDecoder().decode((sections.meta as Uint8Array).slice()));
    const ready = readyAnswersOf(sections);
    assert.ok(ready.size > 20_000, `${ready.size} answers`);
    const like = new LikeTerms(columnsOf(sections, wordTerms), false);
    const terms = commonNames(17)
      .filter((_, i) => i % 40 === 0)
      .flatMap((word) => analyseName(word, 'person').parts.map(({ term }) => term));
    for (const term of terms) assert.deepEqual(ready.get(term.id), like.of(term), term.latin);
  });

  it('are none of a small index, which needs none', () => {
    const { buffer } = buildIndex(bearers().slice(0, 50));
    assert.equal(readyAnswersOf(readSections(buffer)).size, 0);
  });
});
