import type { Command } from 'commander';
import { RiegelError } from '../../entity/index.ts';
import type { IndexInfo } from '../../match/index.ts';
import { indexInfo, loadIndex, verifyIndex } from '../../screening/index.ts';
import { EXIT } from '../exit-code.ts';
import { tellNotices, withDataDir } from '../policy-options.ts';

interface IndexOptions {
  readonly dataDir: string;
}

const EXAMPLES = `
Examples
  compile the lists in force now    riegel index build
  what is in it                     riegel index info
  is it what the lists compile to   riegel index verify

The index is built by itself when a screening needs it. Files in <data-dir>/index may be deleted at any time.
`;

export function addIndexCommands(program: Command): void {
  const index = program
    .command('index')
    .summary('build, show and verify the index of the lists in force')
    .description('The binary index that the lists in force are compiled to.')
    .addHelpText('after', EXAMPLES);
  withDataDir(
    index.command('build').description('compile the lists in force, also where the index is up to date'),
  ).action(async ({ dataDir }: IndexOptions) => {
    const started = performance.now();
    const loaded = await loadIndex(dataDir, { rebuild: true });
    tellNotices(loaded);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${infoText(loaded.file ?? 'in memory', loaded.index.info)}built in ${seconds} s\n`);
  });
  withDataDir(index.command('info').description('what the cached index holds')).action(
    async ({ dataDir }: IndexOptions) => {
      const { file, info } = await indexInfo(dataDir);
      process.stdout.write(infoText(file, info));
    },
  );
  withDataDir(
    index
      .command('verify')
      .description('compare all checksums, and the index with what the lists in force compile to'),
  ).action(async ({ dataDir }: IndexOptions) => {
    const { file, info, agrees, expectedId } = await verifyIndex(dataDir);
    process.stdout.write(infoText(file, info));
    if (!agrees) {
      throw new RiegelError(
        'screening/index-outdated',
        'The index is not what the lists in force compile to',
        {
          place: { file },
          expected: `index ${expectedId}: riegel index build`,
        },
      );
    }
    process.stdout.write('checksums agree; the lists in force compile to this index\n');
    process.exitCode = EXIT.clear;
  });
}

function infoText(file: string, { id, engine, lists, entities, names, terms, bytes }: IndexInfo): string {
  const rows = [
    ['file', file],
    ['id', id],
    ['engine', engine],
    ['entities', entities.toLocaleString('en')],
    ['names', names.toLocaleString('en')],
    ['words', terms.toLocaleString('en')],
    ['bytes', bytes.toLocaleString('en')],
    ...Object.entries(lists).map(([list, version]) => ['list', `${list} ${version}`]),
  ];
  return `${rows.map(([key, value]) => `${key!.padEnd(10)}${value}`).join('\n')}\n`;
}
