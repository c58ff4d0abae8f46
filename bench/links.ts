/**
 * Accuracy of links between lists: `npm run eval:links`. Two truths, each hidden from the linker while it is measured
 * against: reference numbers that lists quote of each other, and numbers of registers (INN, OGRN, IMO, LEI).
 * `--only references,registers,unstated` measures these alone; `--lists a,b` takes these lists alone; `--grid` tries rules on the tuning half; `--show N` prints what went wrong
 * there. Writes `out/links-<date>.json`. The figures depend on lists, code and rules, never on the clock.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Entity } from '../src/entity/index.ts';
import {
  type Candidate,
  candidatesOf,
  DEFAULT_LINK_RULES,
  type LinkProposal,
  type LinkRules,
  proposalsOf,
} from '../src/screening/index.ts';
import { OUT } from './data/corpus.ts';
import { indexOf } from './data/index.ts';
import { loadLists } from './data/lists.ts';
import { type LinkTruth, truthOfReferences, truthOfRegisters } from './measure/link-truth.ts';
import { type LinkFigures, measureLinks, supportOf } from './measure/links.ts';
import type { Share } from './measure/statistics.ts';

const { values } = parseArgs({
  options: {
    lists: { type: 'string' },
    only: { type: 'string', default: 'references,registers,unstated' },
    grid: { type: 'boolean', default: false },
    show: { type: 'string', default: '0' },
  },
});
const started = performance.now();
const seconds = () => Math.round((performance.now() - started) / 1000);
const progress = (text: string) => process.stderr.write(`${String(seconds()).padStart(4)} s  ${text}\n`);

const lists = await loadLists(progress, 'whole');
if (!lists.fromCorpus)
  throw new Error(
    'Links are measured on the lists of the corpus: RIEGEL_CORPUS has to name the folder they are in.',
  );
const chosen = values.lists?.split(',');
const entities = lists.entities.filter(
  ({ datasets }) => chosen === undefined || chosen.includes(datasets[0] ?? ''),
);
const byId = new Map(entities.map((entity) => [entity.id, entity]));
progress(`index of ${lists.entities.length} entities`);
const index = indexOf('all', lists.digest, () => lists.entities, lists.versions);

const truths = { references: truthOfReferences(entities), registers: truthOfRegisters(entities) };
const only = values.only.split(',');
const names = (['references', 'registers'] as const).filter((name) => only.includes(name));
const hidden = Object.fromEntries(names.map((name) => [name, found(name)]));

/** Candidates without the numbers of that truth; without references neither where registers are hidden. */
function found(hide: 'references' | 'registers' | 'nothing'): Candidate[] {
  const candidates = candidatesOf(entities, index, {
    withoutReferences: hide !== 'nothing',
    withoutIdentifiers: hide === 'registers',
    leastScore: DEFAULT_LINK_RULES.leastScore,
    onProgress: (done, of) => done % 10_000 === 0 && progress(`${hide} hidden: ${done} of ${of}`),
  });
  return [...candidates.values()];
}

if (values.grid) tryRules();
const report: Record<string, unknown> = {};
for (const name of names) {
  const truth = truths[name];
  const proposals = proposalsOf(entities, hidden[name]!, DEFAULT_LINK_RULES);
  const figures = measureLinks(proposals, truth, byId, 'reporting');
  report[name] = { tuning: measureLinks(proposals, truth, byId, 'tuning'), reporting: figures };
  print(`${name}, hidden from the linker (reporting half)`, figures);
  show(proposals, truth, Number(values.show));
}
if (only.includes('unstated')) report.unstated = measureUnstated();
const date = new Date().toISOString().slice(0, 10);
mkdirSync(OUT, { recursive: true });
const about = { index: index.info.id, lists: lists.versions, rules: DEFAULT_LINK_RULES, date };
writeFileSync(join(OUT, `links-${date}.json`), `${JSON.stringify({ about, ...report }, null, 2)}\n`);
progress(`out/links-${date}.json`);

/** With all evidence: how many links there are, and what speaks for those of which no number says anything. */
function measureUnstated(): object {
  const links = proposalsOf(entities, found('nothing'), DEFAULT_LINK_RULES);
  const linked = links.filter(({ state }) => state === 'linked').length;
  const states = { linked, proposed: links.length - linked };
  const support = supportOf(links, Object.values(truths), byId);
  console.log(`\nWith all evidence: ${states.linked} linked, ${states.proposed} proposed`);
  console.log('Linked by names where no number says anything, and what else speaks for it:');
  for (const [kind, shares] of Object.entries(support))
    for (const [what, share] of Object.entries(shares))
      console.log(`  ${kind.padEnd(13)} ${what.padEnd(30)} ${text(share)}`);
  return { states, support };
}

function print(title: string, figures: LinkFigures): void {
  console.log(`\n${title}`);
  console.log(
    `${''.padEnd(60)} ${'linked'.padEnd(32)} ${'linked or proposed'.padEnd(32)} precision of links`,
  );
  for (const heading of Object.keys({ ...figures.linked, ...figures.precision }).sort()) {
    const { [heading]: linked } = figures.linked;
    const { [heading]: either } = figures.found;
    const { [heading]: precision } = figures.precision;
    console.log(
      `${heading.padEnd(60)} ${text(linked).padEnd(32)} ${text(either).padEnd(32)} ${text(precision)}`,
    );
  }
}

function text(share: Share | undefined): string {
  if (share === undefined) return '—';
  const percent = (x: number) => (100 * x).toFixed(1);
  return `${percent(share.share)} % [${percent(share.low)}, ${percent(share.high)}] of ${share.n}`;
}

/** Of the tuning half alone: looking at the other would tune to it. */
function show(proposals: readonly LinkProposal[], truth: LinkTruth, most: number): void {
  const byPair = new Map(proposals.map((one) => [`${one.left} ${one.right}`, one]));
  const line = (left: string, right: string, why: string) =>
    console.log(`  ${why}: ${nameOf(left)} | ${nameOf(right)}`);
  let shown = 0;
  for (const { left, right, state, strength } of proposals) {
    if (state !== 'linked' || truth.halfOf(left) !== 'tuning' || truth.stated(left, right) !== 'other')
      continue;
    if (shown++ >= most) break;
    line(left, right, `wrongly linked ${strength}`);
  }
  shown = 0;
  for (const pair of truth.pairs.keys()) {
    const [left = '', right = ''] = pair.split(' ');
    const proposal = byPair.get(pair);
    if (proposal?.state === 'linked' || truth.halfOf(left) !== 'tuning') continue;
    if (shown++ >= most) break;
    const doubts = proposal?.doubts.map(({ code, about }) => `${code} ${about ?? ''}`).join(', ');
    line(left, right, proposal === undefined ? 'not found' : `proposed ${proposal.strength} ${doubts}`);
  }
}

function nameOf(id: string): string {
  const entity: Entity = byId.get(id)!;
  return `${id} ${entity.schema[0]} ${entity.caption} ${entity.properties.birthDate?.join('/') ?? ''}`;
}

/** Each constant alone, on the tuning half: linked, found and precision of all but copies. */
function tryRules(): void {
  const grid: Partial<Record<keyof LinkRules, readonly number[]>> = {
    linkDated: [0.8, 0.9, 0.95, 0.98, 0.99],
    linkUndated: [0.8, 0.9, 0.95, 0.98, 0.99, 0.995],
    linkOthers: [0.85, 0.9, 0.93, 0.95, 0.97, 0.99],
    linkName: [0.85, 0.9, 0.95, 0.98, 1],
    rivalMargin: [-1, 0, 0.002, 0.005, 0.02, 0.05],
    proposeAt: [0.2, 0.35, 0.5, 0.7],
  };
  for (const [rule, settings] of Object.entries(grid)) {
    for (const setting of settings) {
      const rules = { ...DEFAULT_LINK_RULES, [rule]: setting };
      const row = names.map((name) => {
        const figures = measureLinks(
          proposalsOf(entities, hidden[name]!, rules),
          truths[name],
          byId,
          'tuning',
        );
        return ['Person', 'Organization']
          .map(
            (kind) =>
              `${kind[0]} ${brief(figures.linked[kind])} ${brief(figures.found[kind])} ${brief(figures.precision[kind])}`,
          )
          .join('  ');
      });
      console.log(`${rule.padEnd(12)} ${String(setting).padEnd(6)} ${row.join('  ‖  ')}`);
    }
  }
}

function brief(share: Share | undefined): string {
  return share === undefined ? '—' : `${(100 * share.share).toFixed(1)}/${share.n}`;
}
