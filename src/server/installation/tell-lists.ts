import { RiegelError } from '../../entity/index.ts';
import type { Journal, JournalEvent } from '../../journal/index.ts';
import { historyOf } from '../../lists/index.ts';
import type { Store, ToldListRow } from '../../store/index.ts';
import { knownSources } from './known-sources.ts';

interface Refusal {
  readonly list: string;
  readonly version: string | undefined;
  readonly fetchedAt: string;
  readonly findings: readonly string[];
  /** Whether something good has come since. */
  readonly isOver: boolean;
}

const ACTOR = 'riegel:server';

/**
 * Tells the journal which list versions answer from now on and which updates were refused, each once, whatever process
 * sees it first. The lists lie in files and are updated by whoever updates them: what happened meanwhile is told when
 * it is seen. `inForce`: list → version.
 */
export async function tellLists(
  { store, journal, dataDir }: { readonly store: Store; readonly journal: Journal; readonly dataDir: string },
  inForce: Readonly<Record<string, string>>,
): Promise<void> {
  const refused = await refusals(dataDir);
  const isNews = (told: ReadonlyMap<string, ToldListRow>) => newsOf(told, inForce, refused).events.length > 0;
  // Most looks find nothing new: they leave the journal's head alone.
  if (!isNews(byList(await store.tables.events.readToldLists()))) return;
  try {
    let rows: readonly ToldListRow[] = [];
    await journal.appendWith(
      async ({ events }) => {
        const news = newsOf(byList(await events.readToldLists()), inForce, refused);
        if (news.events.length === 0) throw new ToldAlready();
        rows = news.rows;
        return news.events;
      },
      async ({ events }) => {
        for (const row of rows) await events.putToldList(row);
      },
    );
  } catch (error) {
    if (!(error instanceof ToldAlready)) throw error;
  }
}

/** Another process has told it in the meantime: nothing is written. */
class ToldAlready extends Error {}

function byList(rows: readonly ToldListRow[]): ReadonlyMap<string, ToldListRow> {
  return new Map(rows.map((row) => [row.list, row]));
}

function newsOf(
  told: ReadonlyMap<string, ToldListRow>,
  inForce: Readonly<Record<string, string>>,
  refused: readonly Refusal[],
): { readonly events: readonly JournalEvent[]; readonly rows: readonly ToldListRow[] } {
  const events: JournalEvent[] = [];
  const rows = new Map<string, ToldListRow>();
  const rowOf = (list: string): ToldListRow =>
    rows.get(list) ?? told.get(list) ?? { list, version: undefined, refusedAt: undefined };
  for (const [list, version] of Object.entries(inForce)) {
    const row = rowOf(list);
    if (row.version === version) continue;
    const references = { list, listVersion: version, replaced: row.version };
    events.push({ kind: 'list.in-force', actor: ACTOR, references, result: {} });
    rows.set(list, { ...row, version });
  }
  for (const { list, version, fetchedAt, findings, isOver } of refused) {
    const row = rowOf(list);
    if (row.refusedAt !== undefined && row.refusedAt >= fetchedAt) continue;
    rows.set(list, { ...row, refusedAt: fetchedAt });
    // What was over before anything was told of the list is history.
    if (isOver && !told.has(list)) continue;
    const references = { list, listVersion: version };
    events.push({ kind: 'list.refused', actor: ACTOR, references, result: { fetchedAt, findings } });
  }
  return { events, rows: [...rows.values()] };
}

/** All refusals in the histories of the lists, the oldest of each list first. */
async function refusals(dataDir: string): Promise<readonly Refusal[]> {
  const found: Refusal[] = [];
  for (const { id: list } of await knownSources(dataDir)) {
    const history = await historyOf(dataDir, list).catch((error: unknown) => {
      // That a history is damaged is told with the list's status.
      if (error instanceof RiegelError) return [];
      throw error;
    });
    const lastGood = history.findLastIndex(({ outcome }) => outcome === 'in-force');
    for (const [i, { outcome, version, fetchedAt, findings }] of history.entries()) {
      if (outcome !== 'refused') continue;
      found.push({
        list,
        version,
        fetchedAt,
        findings: findings.map(({ code }) => code),
        isOver: i < lastGood,
      });
    }
  }
  return found;
}
