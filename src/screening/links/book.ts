import { createHash } from 'node:crypto';
import { type Entity, RiegelError } from '../../entity/index.ts';
import { listOf } from './candidates.ts';
import { settled } from './clusters.ts';
import { strongestFirst } from './judge.ts';
import { CLUSTER_DOUBTS, type Link, type LinkDecision, type LinkProposal, linkIdOf } from './link.ts';

/** All links at one moment. Immutable: every change makes a new version, which names the one before it. */
export interface LinkBook {
  readonly version: number;
  /** Digest of this version's content, the digest of the one before in it. */
  readonly id: string;
  readonly previous?: string;
  /** ISO time, as told by whoever made it. */
  readonly at: string;
  /** List id → version of the lists that were looked at last. */
  readonly listVersions: Readonly<Record<string, string>>;
  /** In the order of their ids. */
  readonly links: readonly Link[];
}

/** What a new version changed. */
export interface LinkBookDiff {
  readonly added: readonly Link[];
  readonly changed: readonly { readonly before: Link; readonly after: Link }[];
  /** Links that a machine had made or proposed and that nothing speaks for any more. */
  readonly withdrawn: readonly Link[];
}

export function emptyBook(at: string): LinkBook {
  return sealed({ version: 0, at, listVersions: {}, links: [] });
}

/**
 * The book after the lists were looked at again.
 *
 * What a person decided stands. A cut is not made again by the evidence that the person saw; evidence that is new
 * brings the link before a person again, and leaves it cut until then. A link that a person made stays when its
 * evidence is gone, and is shown to a person, as it is when an entry left its list (it may come back).
 * What only a machine said follows the evidence.
 *
 * @param proposals of all lists of `listVersions`, from `proposeLinks`
 * @param entries the entries that are on the lists now, by id
 */
export function renewBook(
  book: LinkBook,
  proposals: readonly LinkProposal[],
  {
    entries,
    listVersions,
    at,
  }: {
    readonly entries: ReadonlyMap<string, Entity>;
    readonly listVersions: Readonly<Record<string, string>>;
    readonly at: string;
  },
): { readonly book: LinkBook; readonly diff: LinkBookDiff } {
  const version = book.version + 1;
  const before = new Map(book.links.map((link) => [link.id, link]));
  const found = new Map<string, Link>();
  for (const proposal of proposals.map(withoutClusterDoubts)) {
    const id = linkIdOf(proposal.left, proposal.right);
    const lists = [proposal.left, proposal.right].map((end) => listOf(entries.get(end)!));
    const versions = Object.fromEntries(lists.sort().map((list) => [list, listVersions[list] ?? '']));
    const link: Link = { ...proposal, id, listVersions: versions, since: version, changed: version };
    const known = before.get(id);
    found.set(id, known === undefined ? link : renewed(known, link));
  }
  const withdrawn: Link[] = [];
  for (const link of book.links) {
    if (found.has(link.id)) continue;
    if (link.decisions === undefined) withdrawn.push(link);
    else
      found.set(
        link.id,
        unsupported(link, (id) => entries.has(id)),
      );
  }
  const after = settled([...found.values()].sort(strongestFirst), entries).map((link) =>
    dated(link, before.get(link.id), version),
  );
  return { book: next(book, version, after, listVersions, at), diff: diffOf(before, after, withdrawn) };
}

/** As it was judged alone: whether it goes with the others is seen when all are known, decided ones among them. */
function withoutClusterDoubts(proposal: LinkProposal): LinkProposal {
  const doubts = proposal.doubts.filter(({ code }) => !CLUSTER_DOUBTS.has(code));
  return { ...proposal, doubts, state: doubts.length === 0 ? 'linked' : 'proposed' };
}

/** A known link beside what is said of it now. */
function renewed(known: Link, found: Link): Link {
  const decision = known.decisions?.at(-1);
  if (decision === undefined) return { ...found, since: known.since };
  const seen = new Set(decision.evidence);
  const isNew = decision.state === 'cut' && found.evidence.some(({ key }) => !seen.has(key));
  return {
    ...found,
    since: known.since,
    state: decision.state,
    decisions: known.decisions!,
    ...(isNew ? { review: 'new-evidence' as const } : {}),
  };
}

/** A decided link of which the lists say nothing now. */
function unsupported(link: Link, isListed: (id: string) => boolean): Link {
  const absent = !isListed(link.left) || !isListed(link.right);
  const { review: _, ...plain } = link;
  if (absent) return { ...plain, review: 'absent' };
  return link.state === 'cut' || link.evidence.length === 0 ? plain : { ...plain, review: 'no-evidence' };
}

/** The versions of lists go on while a link stays as it is; that is no change of the link. */
function dated(link: Link, known: Link | undefined, version: number): Link {
  const core = ({ listVersions: _, changed: __, ...rest }: Link) => JSON.stringify(canonical(rest));
  const isSame = known !== undefined && core(known) === core(link);
  return { ...link, changed: isSame ? known.changed : version };
}

/**
 * A person decides: linked or cut. The evidence that stands in the link is what the person saw.
 * Throws `screening/no-link` where the book has none with this id.
 */
export function decideLink(
  book: LinkBook,
  id: string,
  { state, by, at, reason }: Omit<LinkDecision, 'evidence'>,
): LinkBook {
  const link = book.links.find((one) => one.id === id);
  if (link === undefined)
    throw new RiegelError('screening/no-link', `There is no link ${JSON.stringify(id)}`, {
      expected: 'the id of a link of this book',
    });
  const version = book.version + 1;
  const { review: _, ...plain } = link;
  const decided: Link = {
    ...plain,
    state,
    changed: version,
    decisions: [
      ...(link.decisions ?? []),
      { state, by, at, reason, evidence: link.evidence.map(({ key }) => key).sort() },
    ],
  };
  const links = book.links.map((one) => (one.id === id ? decided : one));
  return next(book, version, links, book.listVersions, at);
}

/**
 * A person decides, and what follows at once: of the links that only a machine made, those that would still bring
 * together by way of others what was cut wait for a person.
 * @param book may hold only the links among the entries of the two clusters. Throws as `decideLink`.
 */
export function decideAmong(
  book: LinkBook,
  id: string,
  decision: Omit<LinkDecision, 'evidence'>,
): { readonly book: LinkBook; readonly diff: LinkBookDiff } {
  const before = new Map(book.links.map((link) => [link.id, link]));
  const decided = decideLink(book, id, decision);
  // Without the entries nothing but a cut is in conflict: the rest was looked at when the links were made.
  const links = settled([...decided.links].sort(strongestFirst), new Map()).map((link) =>
    dated(link, before.get(link.id), decided.version),
  );
  return { book: { ...decided, links }, diff: diffOf(before, links, []) };
}

/** A link that a person makes without a machine's proposal. Throws `screening/link-exists`, `screening/link-itself`. */
export function addLink(
  book: LinkBook,
  ends: readonly [one: string, other: string],
  { by, at, reason }: Pick<LinkDecision, 'by' | 'at' | 'reason'>,
): LinkBook {
  const [left, right] = [...ends].sort() as [string, string];
  if (left === right) throw new RiegelError('screening/link-itself', 'An entry is not linked with itself');
  const id = linkIdOf(left, right);
  if (book.links.some((link) => link.id === id))
    throw new RiegelError('screening/link-exists', `There is a link ${JSON.stringify(id)} already`, {
      expected: 'a decision about it',
    });
  const version = book.version + 1;
  const decision: LinkDecision = { state: 'linked', by, at, reason, evidence: [] };
  const link: Link = {
    id,
    left,
    right,
    evidence: [],
    doubts: [],
    strength: 1,
    state: 'linked',
    listVersions: {},
    since: version,
    changed: version,
    decisions: [decision],
  };
  return next(book, version, [...book.links, link], book.listVersions, at);
}

function next(
  book: LinkBook,
  version: number,
  links: readonly Link[],
  listVersions: LinkBook['listVersions'],
  at: string,
): LinkBook {
  return sealed({ version, previous: book.id, at, listVersions, links });
}

function sealed(content: Omit<LinkBook, 'id'>): LinkBook {
  const links = [...content.links].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const whole = { ...content, links };
  return Object.freeze({ ...whole, id: digestOf(whole) });
}

function digestOf(content: Omit<LinkBook, 'id'>): string {
  return createHash('sha256')
    .update(JSON.stringify(canonical(content)))
    .digest('hex');
}

/** The same content gives the same text, whatever order its keys came in. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, canonical(one)]),
  );
}

function diffOf(
  before: ReadonlyMap<string, Link>,
  after: readonly Link[],
  withdrawn: readonly Link[],
): LinkBookDiff {
  const added: Link[] = [];
  const changed: { before: Link; after: Link }[] = [];
  for (const link of after) {
    const known = before.get(link.id);
    if (known === undefined) added.push(link);
    else if (known.changed !== link.changed) changed.push({ before: known, after: link });
  }
  return { added, changed, withdrawn };
}

/** One JSON text for a file; `readBook` gives the book back. */
export function writeBook(book: LinkBook): string {
  return `${JSON.stringify(canonical(book), null, 1)}\n`;
}

/**
 * Reads what `writeBook` wrote. Throws `screening/link-book` where it is none, or was altered: its digest is its id.
 */
export function readBook(text: string, file?: string): LinkBook {
  const place = file === undefined ? {} : { place: { file } };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new RiegelError('screening/link-book', 'The book of links is no JSON', { ...place, cause });
  }
  const { id, ...content } = (typeof parsed === 'object' && parsed !== null ? parsed : {}) as LinkBook;
  if (!Array.isArray(content.links) || typeof content.version !== 'number' || id !== digestOf(content))
    throw new RiegelError('screening/link-book', 'The book of links is damaged or was altered', {
      ...place,
      expected: 'a text whose digest is its id',
    });
  return Object.freeze(parsed as LinkBook);
}
