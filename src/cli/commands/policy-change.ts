import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { RiegelError } from '../../entity/index.ts';
import {
  type ChangedAlert,
  type ChangedAlerts,
  type Door,
  diffPolicies,
  type PolicyBook,
  type PolicyDocument,
  type Trial,
  tryPolicy,
} from '../../screening/index.ts';
import { EXIT } from '../exit-code.ts';
import { printable } from '../output/printable.ts';
import { sinkOf } from '../output/sink.ts';
import { isJson, withFormat } from '../output/text-or-json.ts';
import { numberFrom, readyIndex } from '../policy-options.ts';
import { type Records, withRecords } from '../records.ts';
import { diffText, documentIn } from './policy-show.ts';

interface TryOptions {
  readonly dataDir: string;
  readonly screenings: string;
  readonly labelled?: string;
}

function withTryOptions(command: Command): Command {
  return command
    .option('--screenings <number>', 'most stored screenings that are run again, newest first', '10000')
    .option('--labelled <folder>', 'labelled people to try it on (default: eval of RIEGEL_CORPUS)');
}

async function trialOf(
  document: PolicyDocument,
  { dataDir, screenings, labelled }: TryOptions,
  { journal, policies }: Records,
): Promise<Trial> {
  const { index } = await readyIndex(dataDir);
  const people = labelled ?? corpusPeople();
  return await tryPolicy(document, {
    journal,
    policies,
    index,
    most: numberFrom('--screenings', screenings),
    ...(people === undefined ? {} : { people }),
  });
}

function corpusPeople(): string | undefined {
  const corpus = process.env.RIEGEL_CORPUS;
  const folder = corpus === undefined ? undefined : join(corpus, 'eval');
  return folder !== undefined && existsSync(folder) ? folder : undefined;
}

export function addTryCommand(policy: Command): void {
  withTryOptions(withFormat(policy.command('try')))
    .description('what a policy would change: stored screenings are run again under it and the one in force')
    .argument('<file>', 'YAML or JSON')
    .action(async (file: string, options: TryOptions & { format: string }) => {
      const json = isJson(options.format);
      const document = await documentIn(file);
      await withRecords(options.dataDir, async (records) => {
        const trial = await trialOf(document, options, records);
        const present = await inForce(records.policies, document);
        const changed = present === undefined ? '' : `${diffText(diffPolicies(present, document))}\n`;
        await sinkOf(process.stdout).write(json ? `${JSON.stringify(trial)}\n` : changed + trialText(trial));
      });
    });
}

async function inForce(policies: PolicyBook, { name }: PolicyDocument): Promise<PolicyDocument | undefined> {
  const listed = await policies.list();
  return listed.find((each) => each.name === name && each.state === 'in-force')?.document;
}

function trialText({ evaluation, added, removed }: Trial): string {
  const { screenings, leftOut, before, after, labelled } = evaluation;
  const left = Object.entries(leftOut).map(([why, count]) => `${count} ${why}`);
  const side = (name: string, figures: typeof before) =>
    figures === undefined || screenings === 0
      ? []
      : [
          `${name} ${figures.policy}: ${figures.alerted} subjects alerted (${figures.alertedPerThousand} of 1,000), ${figures.alerts} alerts, ${figures.refused} refused`,
        ];
  const share = (value: number) => `${(value * 100).toFixed(2)} %`;
  const people = (name: string, figures: { found: number; falselyAlerted: number } | undefined) =>
    figures === undefined
      ? []
      : [`  ${name}: found ${share(figures.found)}, falsely alerted ${share(figures.falselyAlerted)}`];
  const lines = [
    `${screenings} stored screenings run again${left.length === 0 ? '' : `; left out: ${left.join(', ')}`}`,
    ...side('before', before),
    ...side('after ', after),
    ...changeLines('added', evaluation.added, added),
    ...changeLines('removed', evaluation.removed, removed),
    ...(labelled === undefined ? [] : ['labelled people']),
    ...people('before', labelled?.before),
    ...people('after ', labelled?.after),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

function changeLines(
  what: string,
  counts: ChangedAlerts | undefined,
  first: readonly ChangedAlert[],
): string[] {
  if (counts === undefined || counts.alerts === 0) return [`${what}: no alert`];
  const by = (heading: string, parts: Readonly<Record<string, number>>) =>
    `  by ${heading}: ${Object.entries(parts)
      .sort(([, a], [, b]) => b - a)
      .map(([part, count]) => `${part} ${count}`)
      .join(', ')}`;
  return [
    `${what}: ${counts.alerts} alerts`,
    by('list', counts.byList),
    by('door', counts.byDoor),
    by('culture', counts.byCulture),
    ...first.map(
      ({ record, score, entity, caption }) =>
        `  ${score.toFixed(2)}  record ${record}  ${entity}  ${caption}`,
    ),
  ];
}

interface ActivateOptions extends TryOptions {
  readonly by: string;
  readonly reason: string;
  readonly door?: readonly string[];
}

export function addActivateCommand(policy: Command): void {
  withTryOptions(policy.command('activate'))
    .description(
      'store a policy as the next version and put it in force, or, as the second person, one that waits for it',
    )
    .argument('<policy>', 'a file, or NAME@VERSION of one that waits')
    .requiredOption('--by <person>', 'who decides')
    .requiredOption('--reason <text>', 'why')
    .option(
      '--door <door>',
      'a door whose policy it becomes; may be repeated (default: those at which it is already)',
      (value, before: string[] = []) => [...before, value],
    )
    .action(async (word: string, options: ActivateOptions) => {
      const { by, reason } = options;
      const doors = (options.door ?? []).map(doorFrom);
      const { policy: reference, state } = await withRecords(options.dataDir, async (records) => {
        if (/^[A-Z][A-Z0-9_]*@\d+$/.test(word)) return await records.policies.approve(word, by, reason);
        const document = await documentIn(word);
        const { evaluation } = await trialOf(document, options, records);
        return await records.policies.change({ document, author: by, reason, evaluation, doors });
      });
      const told =
        state === 'in-force'
          ? `${reference} is in force`
          : `${reference} waits for a second person: riegel policy activate ${reference} --by … --reason …`;
      process.stdout.write(`${told}\n`);
      process.exitCode = EXIT.clear;
    });
}

/** Throws `cli/usage`. */
export function doorFrom(text: string): Door {
  const doors: readonly string[] = ['customer', 'payment', 'traveller', 'text'];
  if (doors.includes(text)) return text as Door;
  throw new RiegelError('cli/usage', `There is no door ${JSON.stringify(text)}`, {
    expected: doors.join(', '),
  });
}
