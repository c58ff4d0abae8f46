import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { RiegelError } from '../../entity/index.ts';
import { versionsInForce } from '../../lists/index.ts';
import {
  type ChangedSetting,
  checkAgainstLists,
  diffPolicies,
  type ListedPolicy,
  POLICY_SCHEMA,
  type PolicyDocument,
  parsePolicy,
  policyText,
} from '../../screening/index.ts';
import { EXIT } from '../exit-code.ts';
import { fit } from '../output/columns.ts';
import { printable } from '../output/printable.ts';
import { sinkOf } from '../output/sink.ts';
import { isJson, withFormat } from '../output/text-or-json.ts';
import { withRecords } from '../records.ts';

interface ShowOptions {
  readonly dataDir: string;
  readonly format: string;
}

/** What names a stored policy; every other word is a file. */
const STORED = /^[A-Z][A-Z0-9_]*(@\d+)?$/;

export async function documentIn(file: string): Promise<PolicyDocument> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause;
    throw new RiegelError('cli/no-file', `There is no file ${file}`, {
      expected: 'a file, or NAME or NAME@VERSION of a stored policy',
      cause,
    });
  });
  return await parsePolicy(text, file);
}

export function addListCommand(policy: Command): void {
  withFormat(policy.command('list'))
    .description('all versions of all policies, which is in force and at which doors')
    .action(async ({ dataDir, format }: ShowOptions) => {
      const json = isJson(format);
      const versions = await withRecords(dataDir, ({ policies }) => policies.list());
      const text = json
        ? `${JSON.stringify(versions.map(({ document, evaluation, ...told }) => told))}\n`
        : versions.map(versionLine).join('');
      await sinkOf(process.stdout).write(text);
    });
}

function versionLine({ name, version, state, atDoors, at, author, reason }: ListedPolicy): string {
  const doors = atDoors.length === 0 ? '' : `  doors: ${atDoors.join(', ')}`;
  const head = `${fit(`${name}@${version}`, 16)}  ${fit(state, 8)}  ${at.slice(0, 10)}  ${author}: ${reason}${doors}`;
  return `${printable(head)}\n`;
}

export function addShowCommand(policy: Command): void {
  withFormat(policy.command('show'))
    .description('a policy as YAML, ready to be edited; as json also its author, reason and figures')
    .argument('[policy]', 'NAME for the version in force, or NAME@VERSION')
    .option('--schema', 'the JSON Schema of policies instead')
    .action(
      async (
        reference: string | undefined,
        { dataDir, format, schema }: ShowOptions & { schema?: boolean },
      ) => {
        const sink = sinkOf(process.stdout);
        const json = isJson(format);
        if (schema === true) {
          await sink.write(`${JSON.stringify(POLICY_SCHEMA, null, 2)}\n`);
          return;
        }
        if (reference === undefined) {
          throw new RiegelError('cli/usage', 'Which policy?', { expected: 'one of riegel policy list' });
        }
        const version = await withRecords(dataDir, ({ policies }) => policies.find(reference));
        const { name, author, reason, at, document } = version;
        const head = `# ${printable(`${name}@${version.version}, ${at}, by ${author}: ${reason}`)}\n`;
        await sink.write(json ? `${JSON.stringify(version)}\n` : head + (await policyText(document)));
      },
    );
}

export function addDiffCommand(policy: Command): void {
  withFormat(policy.command('diff'))
    .description('in which settings two policies differ')
    .argument('<before>', 'a file, NAME or NAME@VERSION')
    .argument('<after>', 'a file, NAME or NAME@VERSION')
    .action(async (before: string, after: string, { dataDir, format }: ShowOptions) => {
      const json = isJson(format);
      const named = await storedOf(
        dataDir,
        [before, after].filter((word) => STORED.test(word)),
      );
      const document = async (word: string) => named.get(word) ?? (await documentIn(word));
      const changed = diffPolicies(await document(before), await document(after));
      await sinkOf(process.stdout).write(json ? `${JSON.stringify(changed)}\n` : diffText(changed));
    });
}

/** The stored policies with these names; the store is left alone where there are none. */
async function storedOf(dataDir: string, names: readonly string[]): Promise<Map<string, PolicyDocument>> {
  const documents = new Map<string, PolicyDocument>();
  if (names.length === 0) return documents;
  await withRecords(dataDir, async ({ policies }) => {
    for (const name of names) documents.set(name, (await policies.find(name)).document);
  });
  return documents;
}

export function diffText(changed: readonly ChangedSetting[]): string {
  if (changed.length === 0) return 'No setting differs.\n';
  const side = (value: unknown) => (value === undefined ? '(none)' : JSON.stringify(value));
  return changed
    .map(({ path, before, after }) => `${printable(`${path}: ${side(before)} -> ${side(after)}`)}\n`)
    .join('');
}

export function addCheckCommand(policy: Command): void {
  policy
    .command('check')
    .description('whether a file is a policy, and whether the lists in force are those that it asks')
    .argument('<file>', 'YAML or JSON')
    .action(async (file: string, { dataDir }: { dataDir: string }) => {
      const document = await documentIn(file);
      const inForce = await versionsInForce(dataDir);
      const sink = sinkOf(process.stdout);
      await sink.write(`${document.name} is a policy for ${document.doors.join(', ')}\n`);
      if (inForce.length === 0) {
        await sink.write(`No list is in force in ${printable(dataDir)}: what it asks cannot be checked.\n`);
        return;
      }
      const lists = Object.fromEntries(inForce.map(({ sourceId, id }) => [sourceId, id]));
      for (const { context, policy: compiled } of checkAgainstLists(document, { lists })) {
        const where = [context.door, context.jurisdiction].filter(Boolean).join(', ');
        await sink.write(`${where}: threshold ${compiled.threshold}, ${compiled.lists?.join(', ')}\n`);
      }
      process.exitCode = EXIT.clear;
    });
}
