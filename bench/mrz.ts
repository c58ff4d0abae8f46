/**
 * Whether listed persons are found by their passports: `npm run bench:mrz`. The zone of every listed person with a date
 * of birth is written by ICAO Doc 9303 in three formats, read again and screened at the default threshold; a name that
 * does not fit is cut in the three ways that the rules allow. `--persons N` takes a sample (seeded); `--show N` prints
 * who was missed.
 */
import { parseArgs } from 'node:util';
import { type Entity, valuesOf } from '../src/entity/index.ts';
import { generateMrz, type MrzFormat, parseMrz, subjectOfMrz } from '../src/messages/travel/mrz/index.ts';
import { indexOf } from './data/index.ts';
import { loadLists } from './data/lists.ts';
import { matchesOf } from './measure/scene.ts';
import { Tally } from './measure/statistics.ts';
import { randomOf } from './seed.ts';

const { values } = parseArgs({
  options: { persons: { type: 'string', default: '3000' }, show: { type: 'string', default: '0' } },
});
const FORMATS: readonly MrzFormat[] = ['TD1', 'TD2', 'TD3'];
const CUTS = ['end', 'initials', 'fewer'] as const;
const AS_OF = Date.UTC(2026, 0, 1);

const lists = await loadLists();
const index = indexOf('all', lists.digest, () => lists.entities, lists.versions);
const random = randomOf('mrz');
const persons = lists.entities.filter(
  (entity) => entity.schema === 'Person' && /^\d{4}/.test(valuesOf(entity, 'birthDate')[0] ?? ''),
);
const share = Number(values.persons) / persons.length;
const tally = new Tally();
const missed: string[] = [];
let left = 0;
let tookMs = 0;
for (const person of persons) {
  if (random.next() > share) continue;
  const [surname, given] = namesOf(person);
  const birthDate = valuesOf(person, 'birthDate')[0]!.slice(0, 10);
  let isWritten = false;
  for (const format of FORMATS) {
    const written = new Set<string>();
    for (const cut of CUTS) {
      const zone = generateMrz({ surname, given, birthDate }, format, { cut });
      if (zone.lost.length > 0 || written.has(zone.lines.join())) continue;
      isWritten = true;
      written.add(zone.lines.join());
      const began = performance.now();
      const subject = subjectOfMrz(parseMrz(zone.lines, { asOf: AS_OF }), 'mrz');
      const isFound = matchesOf(index, subject).some(({ id }) => id === person.id);
      tookMs += performance.now() - began;
      tally.add(isFound, format, zone.isCut ? `${format}, cut: ${cut}` : `${format}, whole`, 'all');
      if (!isFound)
        missed.push(`${format} ${zone.lines.at(format === 'TD1' ? 2 : 0)} ${birthDate} ${person.caption}`);
    }
  }
  if (!isWritten) left++;
}
const shares = tally.shares();
for (const [name, { hits, n, low }] of Object.entries(shares).sort(([a], [b]) => (a < b ? -1 : 1))) {
  const percent = (part: number) => `${(100 * part).toFixed(2)} %`;
  console.log(
    `${name.padEnd(24)} ${hits} of ${n}  ${percent(hits / n)} (95 % interval from ${percent(low)})`,
  );
}
console.log(`left out, in a script that no table of Doc 9303 has: ${left}`);
console.log(`read and screened: ${(shares.all!.n / (tookMs / 1_000)).toFixed(0)} a second`);
for (const line of missed.slice(0, Number(values.show))) console.log(`missed ${line}`);

/** Surname and given names as the list parts them; else the last word is the surname, in Cyrillic the first. */
function namesOf(person: Entity): readonly [surname: string, given: string] {
  const [last, first] = [valuesOf(person, 'lastName'), valuesOf(person, 'firstName')];
  if (last.length === 1 && first.length === 1) return [last[0]!, first[0]!];
  const words = (valuesOf(person, 'name')[0] ?? person.caption).split(/\s+/);
  if (/\p{Script=Cyrillic}/u.test(words[0]!)) return [words[0]!, words.slice(1).join(' ')];
  return [words.at(-1)!, words.slice(0, -1).join(' ')];
}
