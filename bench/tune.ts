/**
 * Finds the constants of the name score: `npm run tune -- --kind person` or `--kind thing`. A coordinate search
 * from the settings in force, or with `--settings '{"edit":1.4}'` put over them, of at most `--rounds N` (9) rounds;
 * `--rounds 0` only measures. It sees the tuning half alone; the reporting half is measured once, when the search
 * is over. Prints the figures of both halves at the start and at the end, and the settings found, to be pasted into
 * `src/names/compare/settings.ts`. Nothing is written there.
 *
 * Objective, larger is better (`tune/objective.ts`, `tune/cases.ts`): F1 of labelled pairs × 3, shares found of
 * treated names × 3, of taken-out aliases × 2 (organisations × 1) and of each manipulation × 1.5; minus 60 × the
 * share of unlisted people alerted, minus 300 × what of it exceeds 0.5 %, minus 20 × what a script exceeds 1 %
 * (4 where fewer than 300 people). Things have neither treated names nor an unlisted set: false pairs alone hold
 * their settings back.
 *
 * The listed names that an unlisted person is compared with are those near to theirs under the settings in force.
 * Far from these settings others may come up: paste, run again, and let `npm run eval` have the last word.
 */
import { parseArgs } from 'node:util';
import { type NameSettings, PERSON_SETTINGS, THING_SETTINGS } from '../src/names/index.ts';
import { openScene } from './measure/scene.ts';
import { casesOf, isCorpusThere, type TunedKind } from './tune/cases.ts';
import { figuresOf } from './tune/objective.ts';
import { blockOf, reportOf } from './tune/report.ts';
import { type SettingName, search } from './tune/search.ts';

const IN_FORCE: Readonly<Record<TunedKind, NameSettings>> = {
  person: PERSON_SETTINGS,
  thing: THING_SETTINGS,
};
/** No case of the kind says anything about these. */
const UNSEEN: Readonly<Record<TunedKind, readonly SettingName[]>> = {
  person: ['otherNumber', 'missingNumber', 'otherLegalForm'],
  thing: ['otherPatronymic'],
};

const { values } = parseArgs({
  options: {
    kind: { type: 'string' },
    settings: { type: 'string', default: '{}' },
    rounds: { type: 'string', default: '9' },
  },
});
const { kind } = values;
if (kind !== 'person' && kind !== 'thing') throw new Error(`--kind is person or thing: ${kind}`);
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 0) throw new Error(`--rounds is a whole number: ${values.rounds}`);
const first = withChanges(IN_FORCE[kind], values.settings);
if (!isCorpusThere())
  throw new Error('The labelled sets are absent: RIEGEL_CORPUS has to name the folder they are in.');

const started = performance.now();
const progress = (text: string) => {
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stderr.write(`${String(seconds).padStart(4)} s  ${text}\n`);
};
const scene = await openScene(1, progress, () => {});
progress('cases of the tuning half');
const tuning = casesOf(scene, kind, 'tuning');
const names = (Object.keys(first) as SettingName[]).filter((name) => !UNSEEN[kind].includes(name));
const found = search(
  first,
  names,
  (settings) => figuresOf(tuning, settings).objective,
  rounds,
  (round, objective, step) =>
    progress(`round ${round}: objective ${objective.toFixed(4)}, step ${step.toFixed(3)}`),
);
console.log(reportOf('tuning half', figuresOf(tuning, first), figuresOf(tuning, found)));
progress('cases of the reporting half');
const reporting = casesOf(scene, kind, 'reporting');
console.log(`\n${reportOf('reporting half', figuresOf(reporting, first), figuresOf(reporting, found))}`);
console.log(`\n${blockOf(kind, found)}`);

/** Throws where a change is of no setting, or is no number of 0 or more. */
function withChanges(settings: NameSettings, json: string): NameSettings {
  const changes: unknown = JSON.parse(json);
  if (typeof changes !== 'object' || changes === null || Array.isArray(changes))
    throw new Error(`--settings is an object of settings: ${json}`);
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(settings, name)) throw new Error(`--settings: there is no setting ${name}`);
    if (typeof value !== 'number' || !(value >= 0))
      throw new Error(`--settings: ${name} has to be 0 or more`);
  }
  return { ...settings, ...changes };
}
