import { createHash } from 'node:crypto';
import { RiegelError } from '../../entity/index.ts';
import type { Journal, JournalEvent, Json } from '../../journal/index.ts';
import type { LinkBookRow, LinkFilter, LinkRow, Store, Tables } from '../../store/index.ts';
import { addLink, decideAmong, emptyBook, type LinkBook, type LinkBookDiff } from './book.ts';
import type { LinkFinder } from './finder.ts';
import type { Link, LinkDecision } from './link.ts';

/** What a person wants done with a link. */
interface LinkOrder {
  readonly link: string;
  /** The version of the book in which the link that was seen last changed. */
  readonly version: number;
  readonly by: string;
  readonly reason: string;
}

interface NewLink extends Pick<LinkOrder, 'by' | 'reason'> {
  /** Ids of two entries of the lists in force. */
  readonly ends: readonly [one: string, other: string];
}

/** Which links, the surest first. */
export interface LinkQuery extends LinkFilter {
  /** As the page before gave it. */
  readonly cursor?: string | undefined;
  /** 1 to 500. */
  readonly limit?: number;
}

/** What a link was from one version of the book on. */
export interface LinkStep {
  readonly version: number;
  readonly at: string;
  /** Who made this version: a person decided, or Riegel looked at the lists. */
  readonly actor: string;
  /** Record of the journal. */
  readonly record: number;
  /** None where nothing spoke for it any more. */
  readonly link?: Link;
}

/** What came of looking at the lists again. */
interface RenewedLinks {
  readonly version: number;
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
}

/** The links of an installation: kept, made from the lists, decided by people. */
export interface Links {
  /** The newest version of the book; none before the first. */
  book(): Promise<Omit<LinkBookRow, 'at'> | undefined>;
  waiting(): Promise<number>;
  /** Throws `screening/bad-cursor`. */
  list(query?: LinkQuery): Promise<{ readonly links: readonly Link[]; readonly cursor?: string }>;
  /** Throws `screening/no-link`. */
  find(id: string): Promise<{ readonly link?: Link; readonly history: readonly LinkStep[] }>;
  /** Makes the book anew from the lists: see `renewBook`. Throws what the finder throws. */
  renew(finder: LinkFinder, actor: string): Promise<RenewedLinks>;
  /**
   * A person says that the two are one: of a link that is proposed, was cut, or whose evidence is gone. Throws
   * `screening/no-link`, `screening/link-moved`, `screening/link-state`, `screening/no-reason`.
   */
  accept(order: LinkOrder): Promise<Link>;
  /** A person says of a link that is proposed, or was cut and has new evidence, that the two are not one. Throws as `accept`. */
  refuse(order: LinkOrder): Promise<Link>;
  /** A person takes a link apart. Throws as `accept`. */
  cut(order: LinkOrder): Promise<Link>;
  /** A person links what nothing proposed. Throws `screening/link-exists`, `screening/link-itself`, `screening/no-reason`. */
  add(order: NewLink): Promise<Link>;
}

export interface LinksOptions {
  readonly store: Store;
  readonly journal: Journal;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

type Step = 'accepted' | 'refused' | 'cut' | 'added';

const PAGE = 50;
const MOST = 500;
/** Times that the book is made anew because people decided meanwhile. */
const TRIES = 10;

export function openLinks({ store, journal, now = Date.now }: LinksOptions): Links {
  const at = () => new Date(now()).toISOString();

  /** Writes a version of the book with the journal's record of it. `plan` is called while nobody else can decide. */
  async function change<T>(
    actor: string,
    plan: (tables: Tables, row: LinkBookRow | undefined) => Promise<Planned<T>>,
  ): Promise<T> {
    let planned:
      | (Planned<T> & { readonly version: number; readonly previous: string | undefined })
      | undefined;
    return await journal.appendWith(
      async (tables) => {
        const row = await tables.links.book();
        const version = (row?.version ?? 0) + 1;
        planned = { ...(await plan(tables, row)), version, previous: row?.id };
        return [{ ...planned.event(version, idOf(planned)), actor }];
      },
      async ({ links }, [receipt]) => {
        const { version, previous, listVersions, diff, result } = planned!;
        const { seq, at: recordedAt } = receipt!;
        await links.addBook({
          ...{ version, id: idOf(planned!), previous, listVersions, actor, seq },
          at: new Date(recordedAt),
        });
        await links.put([...diff.added, ...diff.changed.map(({ after }) => after)].map(rowOf));
        await links.withdraw(
          diff.withdrawn.map(({ id }) => id),
          version,
        );
        return result;
      },
    );
  }

  async function decide(order: LinkOrder, step: Exclude<Step, 'added'>): Promise<Link> {
    checkReason(order.reason);
    return await change(order.by, async (tables, row) => {
      const known = await tables.links.find(order.link);
      if (known === undefined || row === undefined) throw noLink(order.link);
      const before = linkOf(known);
      if (before.changed !== order.version) {
        throw new RiegelError('screening/link-moved', 'The link has changed since it was seen', {
          expected: `version ${before.changed}: look at the link again`,
        });
      }
      if (!STEPS[step](before)) {
        throw new RiegelError('screening/link-state', `A link that is ${before.state} cannot be ${step}`);
      }
      const state = step === 'accepted' ? 'linked' : 'cut';
      const together = await tables.links.clustersOf([before.left, before.right]);
      const members = [...new Set([...together.values()].flat())];
      const book = bookOf(row, await tables.links.among(members));
      const decision = { state, by: order.by, at: at(), reason: order.reason } as const;
      const { book: decided, diff } = decideAmong(book, order.link, decision);
      const result = decided.links.find(({ id }) => id === order.link)!;
      return {
        ...{ listVersions: row.listVersions, diff, result },
        event: (version, book) => eventOf(step, { version, book, before, after: result, diff, order }),
      };
    });
  }

  return {
    book: () => store.tables.links.book(),
    waiting: () => store.tables.links.countWaiting(),
    async list({ cursor, limit = PAGE, ...filter } = {}) {
      const most = Math.min(Math.max(1, limit), MOST);
      const beyond = cursor === undefined ? undefined : placeOf(cursor);
      const rows = await store.tables.links.list(filter, beyond, most + 1);
      const links = rows.slice(0, most).map(linkOf);
      return rows.length > most ? { links, cursor: cursorAt(links.at(-1)!) } : { links };
    },
    async find(id) {
      const row = await store.tables.links.find(id);
      const versions = await store.tables.links.versionsOf(id);
      if (versions.length === 0) throw noLink(id);
      const history = versions.map(
        ({ version, actor, seq, at, body }): LinkStep => ({
          ...{ version, at: at.toISOString(), actor, record: seq },
          ...(body === undefined ? {} : { link: JSON.parse(body) as Link }),
        }),
      );
      return { ...(row === undefined ? {} : { link: linkOf(row) }), history };
    },
    async renew(finder, actor) {
      for (let tries = 0; ; tries++) {
        const base = await store.tables.links.book();
        const { listVersions, diff } = await finder.renew(bookOf(base, await store.tables.links.all()), at());
        try {
          return await change(actor, async (_, row) => {
            if (row?.version !== base?.version) throw moved();
            const counts = {
              added: diff.added.length,
              changed: diff.changed.length,
              withdrawn: diff.withdrawn.length,
            };
            return {
              ...{ listVersions, diff, result: { version: (row?.version ?? 0) + 1, ...counts } },
              event: (version, book) => ({
                kind: 'links.renewed',
                references: { lists: listVersions, book: version },
                result: { id: book, ...counts },
              }),
            };
          });
        } catch (error) {
          if (!isMoved(error) || tries === TRIES) throw error;
        }
      }
    },
    accept: (order) => decide(order, 'accepted'),
    refuse: (order) => decide(order, 'refused'),
    cut: (order) => decide(order, 'cut'),
    async add({ ends, by, reason }) {
      checkReason(reason);
      return await change(by, async (tables, row) => {
        const book = bookOf(row, await tables.links.among(ends));
        const links = addLink(book, ends, { by, at: at(), reason }).links;
        const link = links.find(({ id }) => !book.links.some((known) => known.id === id))!;
        const diff: LinkBookDiff = { added: [link], changed: [], withdrawn: [] };
        return {
          ...{ listVersions: book.listVersions, diff, result: link },
          event: (version, id) =>
            eventOf('added', { version, book: id, before: undefined, after: link, diff, order: { reason } }),
        };
      });
    },
  };
}

/** A version of the book before it is written. */
interface Planned<T> {
  readonly listVersions: LinkBook['listVersions'];
  readonly diff: LinkBookDiff;
  readonly event: (version: number, id: string) => Omit<JournalEvent, 'actor'>;
  readonly result: T;
}

/** Of which links each step can be taken. */
const STEPS: Readonly<Record<Exclude<Step, 'added'>, (link: Link) => boolean>> = {
  accepted: ({ state, review }) => state !== 'linked' || review !== undefined,
  refused: ({ state, review }) => state === 'proposed' || (state === 'cut' && review !== undefined),
  cut: ({ state }) => state === 'linked',
};

function eventOf(
  step: Step,
  told: {
    readonly version: number;
    readonly book: string;
    readonly before: Link | undefined;
    readonly after: Link;
    readonly diff: LinkBookDiff;
    readonly order: Pick<LinkOrder, 'reason'>;
  },
): Omit<JournalEvent, 'actor'> {
  const { version, book, before, after, diff, order } = told;
  return {
    kind: `link.${step}`,
    references: { link: after.id, book: version },
    result: {
      id: book,
      left: after.left,
      right: after.right,
      state: { from: before?.state ?? null, to: after.state },
      evidence: after.decisions!.at(-1)!.evidence,
      // Links of a machine that would bring together what was cut.
      followed: diff.changed.flatMap(({ after: { id, state } }) => (id === after.id ? [] : [{ id, state }])),
    },
    personal: { reason: order.reason },
  };
}

/** Of what a version changed, and of the version before: whoever alters one alters all that follow. */
function idOf(planned: {
  readonly version: number;
  readonly previous: string | undefined;
  readonly listVersions: LinkBook['listVersions'];
  readonly diff: LinkBookDiff;
}): string {
  const { version, previous = null, listVersions, diff } = planned;
  const put = [...diff.added, ...diff.changed.map(({ after }) => after)].map(({ id, ...link }) => [
    id,
    JSON.stringify(link),
  ]);
  const lists = Object.entries(listVersions).sort(([a], [b]) => (a < b ? -1 : 1));
  const withdrawn = diff.withdrawn.map(({ id }) => id).sort();
  const content: Json = [
    version,
    previous,
    lists,
    put.sort(([a], [b]) => (a! < b! ? -1 : 1)),
    withdrawn,
  ] as Json;
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

function rowOf(link: Link): LinkRow {
  const { id, left, right, state, strength, listVersions } = link;
  return {
    ...{ id, left, right, state, strength, version: link.changed },
    waiting: isWaiting(link),
    lists: Object.keys(listVersions).sort(),
    body: JSON.stringify(link),
  };
}

function isWaiting({ state, review }: Link): boolean {
  return state === 'proposed' || review !== undefined;
}

function linkOf({ body }: LinkRow): Link {
  return JSON.parse(body) as Link;
}

function bookOf(row: LinkBookRow | undefined, links: readonly LinkRow[]): LinkBook {
  if (row === undefined) return emptyBook(new Date(0).toISOString());
  const { version, id, previous, listVersions } = row;
  return {
    ...{ version, id, at: row.at.toISOString(), listVersions, links: links.map(linkOf) },
    ...(previous === undefined ? {} : { previous }),
  };
}

function cursorAt({ strength, id }: Link): string {
  return Buffer.from(JSON.stringify([strength, id])).toString('base64url');
}

function placeOf(cursor: string): Pick<LinkRow, 'strength' | 'id'> {
  try {
    const [strength, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (typeof strength === 'number' && typeof id === 'string' && !id.includes('\0')) return { strength, id };
  } catch {
    // Told below.
  }
  throw new RiegelError('screening/bad-cursor', 'The cursor is none', {
    expected: 'the cursor of a page before',
  });
}

function checkReason(reason: LinkDecision['reason']): void {
  if (reason.trim() !== '') return;
  throw new RiegelError('screening/no-reason', 'A decision on a link has a reason');
}

function noLink(id: string): RiegelError {
  return new RiegelError('screening/no-link', `There is no link ${JSON.stringify(id)}`);
}

const MOVED = 'screening/links-moved';

function moved(): RiegelError {
  return new RiegelError(MOVED, 'People decided about links while the lists were looked at', {
    expected: 'another try',
  });
}

function isMoved(error: unknown): boolean {
  return error instanceof RiegelError && error.code === MOVED;
}
