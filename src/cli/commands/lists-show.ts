import type { Command } from 'commander';
import { RiegelError } from '../../entity/index.ts';
import {
  allSources,
  diffVersions,
  type HistoryEntry,
  historyOf,
  isPublished,
  type ListStatus,
  openVersion,
  releaseVersion,
  renderDiff,
  type Source,
  statusOf,
  versionsInForce,
  versionsOf,
} from '../../lists/index.ts';
import { findSource } from '../../screening/index.ts';
import { EXIT } from '../exit-code.ts';
import { fit } from '../output/columns.ts';
import { printable } from '../output/printable.ts';
import { sinkOf } from '../output/sink.ts';
import { isJson, withFormat } from '../output/text-or-json.ts';
import { numberFrom } from '../policy-options.ts';

interface ShowOptions {
  readonly dataDir: string;
  readonly format: string;
}

export function addStatusCommand(lists: Command): void {
  withFormat(lists.command('status'))
    .description('which versions are in force, how old they are, whether something was refused')
    .option('--all', 'also the sources of which nothing is here')
    .action(async ({ dataDir, format, all }: ShowOptions & { all?: boolean }) => {
      const inForce = (await versionsInForce(dataDir)).map(({ sourceId }) => sourceId);
      const own = await Promise.all(inForce.map((id) => findSource(dataDir, id)));
      const sources = new Map([...allSources(), ...own].map((source) => [source.id, source]));
      const statuses: { source: Source; status: ListStatus }[] = [];
      for (const source of [...sources.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
        const status = await statusOf(dataDir, source);
        if (all === true || status.state !== 'absent' || status.refused !== undefined)
          statuses.push({ source, status });
      }
      const sink = sinkOf(process.stdout);
      if (isJson(format)) await sink.write(`${JSON.stringify(statuses.map(({ status }) => status))}\n`);
      else if (statuses.length === 0)
        await sink.write(`No list is in force in ${dataDir}. Fetch them: riegel lists update\n`);
      else for (const { source, status } of statuses) await sink.write(statusText(source, status));
    });
}

function statusText(source: Source, status: ListStatus): string {
  const { state, version, counts, publishedAt, confirmedAt, refused, release, damage } = status;
  const day = (time: string | undefined) => time?.slice(0, 10) ?? 'not stated';
  const head =
    state === 'absent'
      ? `${fit(source.id, 28)}  ${isPublished(source) ? 'not here; can be fetched' : 'not here; import only'}  ${source.title}`
      : `${fit(source.id, 28)}  ${fit(state, 8)}${version}  ${counts?.entities.toLocaleString('en') ?? '?'} entities, published ${day(publishedAt)}, confirmed ${day(confirmedAt)}`;
  const notes = [
    ...(damage === undefined ? [] : [`DAMAGED: ${damage}`]),
    ...(release === undefined ? [] : [`released by ${release.by}: ${release.reason}`]),
    ...(refused === undefined
      ? []
      : [
          `REFUSED ${refused.version ?? ''} on ${day(refused.at)}: ${refused.findings.map(({ code, message }) => `${code}: ${message}`).join('; ')}`,
        ]),
  ];
  return [head, ...notes.map((note) => `    ${note}`)].map((line) => `${printable(line)}\n`).join('');
}

export function addDiffCommand(lists: Command): void {
  withFormat(lists.command('diff'))
    .description('what changed between two versions, field by field, what matters for matching first')
    .argument('<id>', 'id of the source')
    .argument('[from]', 'version (default: the one before)')
    .argument('[to]', 'version (default: the one in force)')
    .option('--limit <number>', 'most entities told of each sort', '50')
    .action(
      async (
        id: string,
        from: string | undefined,
        to: string | undefined,
        options: ShowOptions & { limit: string },
      ) => {
        const { dataDir } = options;
        const later = await openVersion(dataDir, id, to);
        const earlier = await openVersion(dataDir, id, from ?? (await versionBefore(dataDir, id, later.id)));
        const diff = await diffVersions(earlier, later);
        const limit = numberFrom('--limit', options.limit);
        await sinkOf(process.stdout).write(
          isJson(options.format) ? `${JSON.stringify(diff)}\n` : renderDiff(diff, limit),
        );
      },
    );
}

async function versionBefore(dataDir: string, id: string, version: string): Promise<string> {
  const versions = await versionsOf(dataDir, id);
  const before = versions.filter((each) => each < version).at(-1);
  if (before !== undefined) return before;
  throw new RiegelError('lists/no-version', `There is no version of ${id} before ${version}`, {
    expected: 'two versions; riegel lists history names them',
  });
}

export function addHistoryCommand(lists: Command): void {
  withFormat(lists.command('history'))
    .description('everything that came of a source, refusals with their reasons, oldest first')
    .argument('<id>', 'id of the source')
    .action(async (id: string, { dataDir, format }: ShowOptions) => {
      const history = await historyOf(dataDir, id);
      if (history.length === 0) await findSource(dataDir, id);
      const sink = sinkOf(process.stdout);
      if (isJson(format)) await sink.write(`${JSON.stringify(history)}\n`);
      else if (history.length === 0) await sink.write(`Nothing has come of ${id} yet.\n`);
      else for (const entry of history) await sink.write(historyText(entry));
    });
}

function historyText(entry: HistoryEntry): string {
  const minute = (time: string) => time.slice(0, 16).replace('T', ' ');
  const {
    outcome,
    version,
    publishedAt,
    fetchedAt,
    inForceAt,
    inForceUntil,
    confirmations,
    release,
    findings,
  } = entry;
  const published = publishedAt === undefined ? '' : `, published ${minute(publishedAt)}`;
  const force =
    inForceAt === undefined
      ? ''
      : `, in force from ${minute(inForceAt)}${inForceUntil === undefined ? '' : ` until ${minute(inForceUntil)}`}`;
  const confirmed = confirmations === undefined ? '' : `, confirmed ${confirmations} times`;
  const lines = [
    `${outcome === 'refused' ? 'REFUSED ' : 'in force'}  ${fit(version ?? 'nothing whole', 28)}  obtained ${minute(fetchedAt)}${published}${force}${confirmed}`,
    ...(release === undefined ? [] : [`          released by ${release.by}: ${release.reason}`]),
    ...findings.map(({ code, message }) => `          ${code}: ${message}`),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

export function addReleaseCommand(lists: Command): void {
  lists
    .command('release')
    .description(
      'put a version in force that the guards refused, or an earlier one, by the decision of a person',
    )
    .argument('<id>', 'id of the source')
    .argument('<version>', 'the version; riegel lists history names it')
    .requiredOption('--by <person>', 'who decides')
    .requiredOption('--reason <text>', 'why')
    .action(
      async (
        id: string,
        version: string,
        { dataDir, by, reason }: { dataDir: string; by: string; reason: string },
      ) => {
        await releaseVersion(dataDir, id, version, { by, reason });
        process.stdout.write(`${printable(`${id}: in force ${version}, released by ${by}: ${reason}`)}\n`);
        process.exitCode = EXIT.clear;
      },
    );
}
