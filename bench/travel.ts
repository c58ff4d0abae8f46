/**
 * How fast the border door is: `npm run bench:travel`. A passenger list and a full push of reservations of 300 travellers
 * are read and screened against all newest lists under the policy of the door, in one thread; then travellers of other
 * names, one message after the other. `--messages N` sets how many.
 */
import { parseArgs } from 'node:util';
import { valuesOf } from '../src/entity/index.ts';
import { readTravel, subjectsOfManifest } from '../src/messages/index.ts';
import { compilePolicy, PROFILES, screenSubject } from '../src/screening/index.ts';
import { indexOf } from './data/index.ts';
import { loadLists } from './data/lists.ts';
import { randomOf } from './seed.ts';

const { values } = parseArgs({ options: { messages: { type: 'string', default: '20' } } });
const TRAVELLERS = 300;
const AS_OF = Date.UTC(2026, 5, 1);

const lists = await loadLists();
const index = indexOf('all', lists.digest, () => lists.entities, lists.versions);
const policy = compilePolicy(
  PROFILES.find(({ name }) => name === 'BORDER_EU')!,
  { door: 'traveller' },
  index.info,
);
const random = randomOf('travel');
// First and last words of listed persons, mixed anew: as hard to tell apart as names get, and listed by accident only.
const words = lists.entities
  .filter(({ schema }) => schema === 'Person')
  .map((entity) => (valuesOf(entity, 'name')[0] ?? '').toUpperCase().match(/[A-Z]{3,}/g) ?? [])
  .filter((parts) => parts.length > 1);
const pick = <T>(from: readonly T[]) => from[Math.floor(random.next() * from.length)]!;
const number = (below: number, digits: number) =>
  String(Math.floor(random.next() * below)).padStart(digits, '0');
const STATES = ['FRA', 'DEU', 'USA', 'TUR', 'EGY', 'MAR', 'IND', 'PAK', 'NGA', 'GBR'] as const;

function person() {
  return {
    surname: pick(words).at(-1)!,
    given: pick(words)[0]!,
    day: `${60 + Math.floor(random.next() * 40)}0${1 + Math.floor(random.next() * 9)}1${number(9, 1)}`,
    sex: pick(['M', 'F']),
    state: pick(STATES),
    paper: `X${number(99_999_999, 8)}`,
  };
}

function passengerList(): string {
  const travellers = Array.from({ length: TRAVELLERS }, () => {
    const { surname, given, day, sex, state, paper } = person();
    return `NAD+FL+++${surname}:${given}'ATT+2++${sex}'DTM+329:${day}'LOC+178+CDG'LOC+179+JFK'NAT+2+${state}'RFF+AVF:ABCDEF'DOC+P:110:111+${paper}'DTM+36:300101'LOC+91+${state}'`;
  });
  return `UNA:+.? 'UNB+UNOA:4+A+B+260601:1200+1'UNH+1+PAXLST:D:05B:UN:IATA'BGM+745'TDT+20+QQ877+++QQ'LOC+125+CDG'DTM+189:2606021500:201'LOC+87+JFK'${travellers.join('')}CNT+42:${TRAVELLERS}'UNT+${10 * TRAVELLERS + 8}+1'UNZ+1+1'`;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP'];

function reservations(): string {
  const bookings = Array.from({ length: TRAVELLERS }, () => {
    const { surname, given, day, sex, state, paper } = person();
    const born = `${day.slice(4)}${MONTHS[Number(day.slice(2, 4)) - 1]}${day.slice(0, 2)}`;
    const title = sex === 'M' ? 'MR' : 'MRS';
    return `SRC'RCI+QQ:ABCDEF::010526:1200'DAT+700:010526:1200'ADD++700:1 HIGH STREET:SLOUGH:BERKSHIRE::GB:SL1AA:00441753637285'TIF+${surname}+${given}${title}:A:1'REF+:1'SSR+DOCS:HK:1:QQ:::::/P/${state}/${paper}/${state}/${born}/${sex}/01JAN30/${surname}/${given}+::1'FOP+CC::10.00:VI:XXXXXXXX1186:0230'TVL+020626:1500:020626:1755+CDG+JFK+QQ+877:B'SSR+SEAT:HK:1:QQ:::CDG:JFK+12A::1'`;
  });
  return `UNA:+.? 'UNB+IATA:1+QQ+GOV+260601:1200+1'UNH+1+PNRGOV:11:1:IA+1'MSG+:22'ORG+QQ'TVL+020626:1500:020626:1755+CDG+JFK+QQ+877'EQN+${TRAVELLERS}'${bookings.join('')}UNT+${10 * TRAVELLERS + 6}+1'UNZ+1+1'`;
}

for (const [what, write] of [
  ['passenger list', passengerList],
  ['reservations', reservations],
] as const) {
  const texts = Array.from({ length: Number(values.messages) }, () => Buffer.from(write()));
  let [reading, screening, referred, travellers] = [0, 0, 0, 0];
  const took: number[] = [];
  const startedCpu = process.cpuUsage();
  for (const bytes of texts) {
    const began = performance.now();
    const cpu = process.cpuUsage();
    const [manifest] = readTravel(bytes, { asOf: AS_OF }).manifests;
    const subjects = subjectsOfManifest(manifest!, what);
    const read = process.cpuUsage(cpu);
    reading += read.user + read.system;
    for (const { subject } of subjects) {
      if (screenSubject(index, subject, policy).outcome === 'alert') referred++;
    }
    const all = process.cpuUsage(cpu);
    screening += all.user + all.system - read.user - read.system;
    travellers += subjects.length;
    took.push(performance.now() - began);
  }
  const all = process.cpuUsage(startedCpu);
  took.sort((a, b) => a - b);
  const each = (all.user + all.system) / travellers;
  const middle = took[Math.floor(took.length / 2)]!;
  console.log(
    `${what}: ${TRAVELLERS} travellers read and screened in ${middle.toFixed(0)} ms (median; first ${took.at(-1)!.toFixed(0)} at most); ` +
      `${each.toFixed(0)} µs CPU each (${(reading / travellers).toFixed(0)} reading, ${(screening / travellers).toFixed(0)} screening), ` +
      `${(1e6 / each).toFixed(0)} travellers a second of CPU; ${referred} of ${travellers} to be referred`,
  );
}
