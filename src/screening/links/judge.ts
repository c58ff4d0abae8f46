import { isA, valuesOf } from '../../entity/index.ts';
import { type Candidate, listOf } from './candidates.ts';
import { WORLDWIDE } from './identifiers.ts';
import type { Doubt, Evidence, LinkProposal } from './link.ts';
import type { LinkRules } from './rules.ts';

/** Strength of a number that authorities give once, where nothing speaks against it. */
const BY_NUMBER = 0.999;
/** What a contradiction leaves of it: enough to be looked at. */
const CONTRADICTED = 0.6;

/** Dates that speak for one person, as the engine compares them. */
const AGREEING: ReadonlySet<string> = new Set(['same', 'compatible', 'swapped']);

/** Proposals for all candidates that are worth one; strongest first. */
export function judgeAll(candidates: Iterable<Candidate>, rules: LinkRules): LinkProposal[] {
  const judged: Judged[] = [];
  for (const candidate of candidates) {
    const one = judge(candidate, rules);
    if (one.strength >= rules.proposeAt) judged.push(one);
  }
  const rivals = rivalsOf(judged, rules);
  return judged.map((one) => proposalOf(one, rivals.get(one), rules)).sort(strongestFirst);
}

type Sortable = Pick<LinkProposal, 'left' | 'right' | 'strength' | 'evidence'>;

/** What a number says comes before what names say, however sure the engine is of them. */
export function strongestFirst(a: Sortable, b: Sortable): number {
  return (
    numbers(b) - numbers(a) ||
    b.strength - a.strength ||
    (a.left < b.left ? -1 : a.left > b.left ? 1 : a.right < b.right ? -1 : 1)
  );
}

function numbers({ evidence }: Sortable): number {
  return evidence.some(({ kind }) => kind === 'reference') ? 1 : 0;
}

interface Judged {
  readonly candidate: Candidate;
  readonly evidence: readonly Evidence[];
  readonly doubts: readonly Doubt[];
  readonly strength: number;
  /** A number says it: no other entry with the same name is a rival. */
  readonly byNumber: boolean;
}

function judge(candidate: Candidate, rules: LinkRules): Judged {
  const { match, references, otherReferences, otherNumbers, identifiers } = candidate;
  const name = match?.explanation.name?.score ?? 0;
  const date = match?.explanation.facts.find(({ fact }) => fact === 'birthDate')?.relation;
  const worldwide = identifiers.some(({ family }) => WORLDWIDE.has(family));
  const byNumber = references.length > 0 || worldwide;
  const doubts: Doubt[] = otherReferences.map(({ scheme, written }) => ({
    code: 'other-reference',
    about: `${scheme}:${written}`,
  }));
  for (const { scheme, number } of otherNumbers)
    doubts.push({ code: 'other-number', about: `${scheme}:${number}` });
  if (date === 'contradiction') doubts.push({ code: 'birth-date' });
  // A ship's new name changes nothing of its number; a quoted number with another name beside it may be a slip.
  const renamable = worldwide || name >= rules.alikeName;
  if ((references.length > 0 || identifiers.length > 0) && !renamable) doubts.push({ code: 'other-name' });
  const known = match?.probability ?? 0;
  const most = byNumber
    ? Math.max(known, BY_NUMBER)
    : identifiers.length > 0
      ? Math.max(known, CONTRADICTED)
      : known;
  const strength = doubts.length > 0 && byNumber ? Math.min(most, CONTRADICTED) : most;
  return { candidate, evidence: evidenceOf(candidate, rules), doubts, strength, byNumber };
}

function proposalOf(one: Judged, rival: string | undefined, rules: LinkRules): LinkProposal {
  const { candidate, evidence, strength, byNumber } = one;
  const doubts = [...one.doubts];
  if (rival !== undefined) doubts.push({ code: 'rival', about: rival });
  if (!byNumber && !isEnough(candidate, strength, rules)) doubts.push({ code: 'weak-evidence' });
  return {
    left: candidate.left.id,
    right: candidate.right.id,
    evidence,
    doubts,
    strength,
    state: doubts.length === 0 ? 'linked' : 'proposed',
  };
}

/** Whether names, facts and documents link without a person. */
function isEnough(candidate: Candidate, strength: number, rules: LinkRules): boolean {
  const { left, right, match, identifiers } = candidate;
  const name = match?.explanation.name;
  const date = match?.explanation.facts.find(({ fact }) => fact === 'birthDate')?.relation;
  // A number in common, whose names are alike (else there is a doubt).
  if (identifiers.length > 0 && strength >= rules.linkDated) return true;
  if (isA(left.schema, 'Person') || isA(right.schema, 'Person')) {
    return strength >= (date !== undefined && AGREEING.has(date) ? rules.linkDated : rules.linkUndated);
  }
  if (strength < rules.linkOthers || (name?.score ?? 0) < rules.linkName) return false;
  const country = match?.explanation.facts.find(({ fact }) => fact === 'country')?.relation;
  return primaryNames(candidate) >= (country === 'agrees' ? 1 : 2);
}

/**
 * On how many sides the name that was met is the one the list calls it by. Aliases of organisations are descriptions
 * and abbreviations that others share: the "Foreign Trade Bank" of one country is an alias of a bank of another.
 */
function primaryNames({ match, asked, left, right }: Candidate): number {
  const name = match?.explanation.name;
  if (name === undefined) return 0;
  const other = asked === left ? right : left;
  return [
    valuesOf(asked ?? left, 'name').includes(name.subject),
    valuesOf(other, 'name').includes(name.listed),
  ].filter(Boolean).length;
}

function evidenceOf(
  { left, match, asked, references, identifiers }: Candidate,
  rules: LinkRules,
): Evidence[] {
  const evidence: Evidence[] = [];
  for (const { scheme, number, written } of references)
    evidence.push({ kind: 'reference', key: `reference:${scheme}:${number}`, scheme, number: written });
  for (const { family, number } of identifiers)
    evidence.push({ kind: 'identifier', key: `identifier:${family}:${number}`, family, number });
  const name = match?.explanation.name;
  if (match === undefined || name === undefined || match.score < rules.leastScore) return evidence;
  const facts = Object.fromEntries(match.explanation.facts.map(({ fact, relation }) => [fact, relation]));
  const standing = Object.keys(facts)
    .sort()
    .map((fact) => `${fact}=${facts[fact]}`);
  evidence.push({
    kind: 'names',
    key: ['names', ...standing].join(':'),
    score: match.score,
    probability: match.probability,
    names: asked === left ? [name.subject, name.listed] : [name.listed, name.subject],
    facts,
  });
  return evidence;
}

/**
 * For each pair without a number, the other entry of a list that is as strong a candidate: that a name finds two
 * entries in a list says that the name alone does not tell them apart. Two entries of a list that are themselves
 * linked are no rivals.
 */
function rivalsOf(judged: readonly Judged[], rules: LinkRules): Map<Judged, string> {
  const byEntry = new Map<string, Judged[]>();
  const strong = new Set<string>();
  for (const one of judged) {
    const { left, right } = one.candidate;
    append(byEntry, `${left.id} ${listOf(right)}`, one);
    append(byEntry, `${right.id} ${listOf(left)}`, one);
    if (one.byNumber ? one.doubts.length === 0 : isEnough(one.candidate, one.strength, rules))
      strong.add(`${left.id} ${right.id}`);
  }
  const linked = (a: string, b: string) => strong.has(a < b ? `${a} ${b}` : `${b} ${a}`);
  const rivals = new Map<Judged, string>();
  for (const one of judged) {
    if (one.byNumber) continue;
    const { left, right } = one.candidate;
    for (const [own, other] of [
      [left, right],
      [right, left],
    ] as const) {
      for (const rival of byEntry.get(`${own.id} ${listOf(other)}`)!) {
        if (rival === one || rival.strength < one.strength - rules.rivalMargin) continue;
        const third = rival.candidate.left === own ? rival.candidate.right.id : rival.candidate.left.id;
        if (linked(third, other.id)) continue;
        const known = rivals.get(one);
        if (known === undefined || third < known) rivals.set(one, third);
      }
    }
  }
  return rivals;
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
