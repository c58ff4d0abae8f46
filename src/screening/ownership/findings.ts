import { createHash } from 'node:crypto';
import type { MatchIndex } from '../../match/index.ts';
import type { OwnershipAnswer } from './answer.ts';
import { OwnershipAssessment } from './assess.ts';
import type { OwnershipGraph } from './graph.ts';
import { OWNERSHIP_RULES } from './rules.data.ts';

/** Rules that a policy applies, and the lists whose entries they go with. */
export interface AppliedOwnership {
  readonly rules: keyof typeof OWNERSHIP_RULES;
  readonly lists: readonly string[];
}

/** Whether an id is treated as its owners are, by one set of rules; `lists`: those of the listed persons it rests on. */
export interface OwnershipFinding {
  readonly answer: OwnershipAnswer;
  readonly caption: string;
  readonly lists: readonly string[];
}

/**
 * Everybody who is treated as their owners are, or of whom it cannot be told: plain data, made once for what is in
 * force, carried with the policy to every thread that screens.
 */
export interface OwnershipFindings {
  /** Tells equal findings, whatever the day. */
  readonly digest: string;
  readonly byId: ReadonlyMap<string, readonly OwnershipFinding[]>;
}

/** What findings are made of. */
export interface OwnershipGround {
  readonly graph: OwnershipGraph;
  readonly index: MatchIndex;
  /** Id → ids of all listings of the same person, itself among them; of ids that have no link none. */
  readonly clusters: ReadonlyMap<string, readonly string[]>;
}

export function ownershipFindings(
  { graph, index, clusters }: OwnershipGround,
  applied: readonly AppliedOwnership[],
): OwnershipFindings {
  const entries = entriesIn(index);
  const nameOf = (id: string) => entries.get(id)?.caption ?? id;
  const byId = new Map<string, readonly OwnershipFinding[]>();
  for (const { rules, lists } of applied) {
    const asked = new Set(lists);
    const listsOf = (id: string) => (entries.get(id)?.lists ?? []).filter((list) => asked.has(list));
    // One of whom any listing stands on a list of the rules is listed under every id that links give them.
    const persons = new Map<string, readonly string[]>();
    for (const id of graph.ids) {
      const cluster = clusters.get(id) ?? [id];
      if (cluster.some((one) => listsOf(one).length > 0)) persons.set(cluster.join('\n'), cluster);
    }
    const personOf = new Map(
      [...persons.values()].flatMap((cluster) => cluster.map((id) => [id, cluster] as const)),
    );
    const assessment = new OwnershipAssessment(graph, persons.values(), OWNERSHIP_RULES[rules], nameOf);
    for (const id of [...assessment.blocked(), ...assessment.unclear()]) {
      const answer = assessment.of(id);
      const roots = new Set(answer.counted.flatMap(({ path }) => path[0] ?? []));
      const behind = [...roots].flatMap((root) => (personOf.get(root) ?? [root]).flatMap(listsOf));
      const caption = `${OWNERSHIP_RULES[rules].name.en}: ${[...roots].map(nameOf).join(', ')}`;
      const finding = { answer, caption, lists: [...new Set(behind)].sort() };
      byId.set(id, [...(byId.get(id) ?? []), finding]);
    }
  }
  return Object.freeze({ digest: digestOf(byId), byId });
}

interface Entry {
  readonly caption: string;
  readonly lists: readonly string[];
}

/** Reading all entries of an index takes a moment, and it never changes. */
const known = new WeakMap<MatchIndex, ReadonlyMap<string, Entry>>();

function entriesIn(index: MatchIndex): ReadonlyMap<string, Entry> {
  const found = known.get(index);
  if (found !== undefined) return found;
  const entries = new Map<string, Entry>();
  for (let number = 0; number < index.info.entities; number++) {
    const { id, caption, lists } = index.record(number);
    entries.set(id, { caption, lists: [...new Set([...(entries.get(id)?.lists ?? []), ...lists])] });
  }
  known.set(index, entries);
  return entries;
}

function digestOf(byId: OwnershipFindings['byId']): string {
  const told = [...byId].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, findings]) => [id, toldOf(findings)]);
  return createHash('sha256').update(JSON.stringify(told)).digest('hex');
}

/** What findings say, whatever the day: equal texts are equal answers. */
export function toldOf(findings: readonly OwnershipFinding[] | undefined): string {
  return JSON.stringify(findings?.map(({ answer: { on: _, ...answer } }) => answer) ?? []);
}
