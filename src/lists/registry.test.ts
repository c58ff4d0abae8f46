import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RiegelError } from '../entity/index.ts';
import { allSources, sourceById } from './index.ts';
import { placeOf } from './store/place.ts';

describe('every source that is registered', () => {
  it('has an id of its own that can name a folder, and is found by it', () => {
    const ids = allSources().map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const source of allSources()) {
      placeOf('data', source.id);
      assert.equal(sourceById(source.id), source);
    }
    assert.equal(sourceById('nowhere'), undefined);
  });

  for (const source of allSources()) {
    it(`${source.id} says who publishes it, how often, under which terms, and where`, () => {
      for (const text of [source.title, source.authority, source.licence, source.rhythm.text])
        assert.notEqual(text.trim(), '');
      assert.match(source.jurisdiction, /^[a-z]{2}$/);
      assert.match(source.homepage, /^https?:\/\//);
      assert.ok(source.rhythm.maxAgeHours > 0);
      assert.ok(source.regimes.length > 0);
      const formats = source.formats.map(({ id }) => id);
      assert.ok(formats.length > 0);
      assert.equal(new Set(formats).size, formats.length);
      for (const { id, files } of source.formats) {
        assert.ok(
          files.some(({ required }) => required),
          `${id} requires no file`,
        );
        assert.equal(new Set(files.map(({ name }) => name)).size, files.length);
        for (const { name, url } of files) {
          assert.match(name, /^(?:[\w-]+\/)*[\w.*-]+$/);
          if (url !== undefined) assert.equal(new URL(url).protocol, 'https:');
        }
      }
    });

    it(`${source.id} reads nobody out of nothing, noise, or a web page`, () => {
      const samples = [
        '',
        '<!DOCTYPE html><html><body>404</body></html>',
        '\0\u0001\u0002',
        '{}',
        'a,b,c\n1,2,3\n',
      ];
      for (const format of source.formats) {
        for (const sample of samples) {
          const bytes = Buffer.from(sample);
          const files = format.files.map(({ name }) => ({ name: name.replace('*', 'x'), bytes }));
          if (!format.detects(files)) continue;
          // Formats told by the names of their files alone: then the parser must not take it.
          try {
            assert.deepEqual(
              format.parse(files, source).entities,
              [],
              `${format.id}: ${JSON.stringify(sample)}`,
            );
          } catch (error) {
            if (!(error instanceof RiegelError)) throw error;
          }
        }
      }
    });
  }
});
