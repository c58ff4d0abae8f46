import type { Command } from 'commander';
import { type Replay, replay } from '../../screening/index.ts';
import { EXIT } from '../exit-code.ts';
import { printable } from '../output/printable.ts';
import { sinkOf } from '../output/sink.ts';
import { isJson, withFormat } from '../output/text-or-json.ts';
import { withDataDir } from '../policy-options.ts';
import { withRecords } from '../records.ts';

const HELP = `
The subject of the record is screened again under the policy version that the record names, against the index of its
day: its file where that is still there, else compiled from the list versions of that day, which must give the same
index id. Nothing of the subject is shown.

Exit code: 0 the answer is the same, 1 it differs, 2 something that it rested on is missing.
`;

export function addReplayCommand(program: Command): void {
  const command = program
    .command('replay')
    .summary('run a past screening again, as it was')
    .description('Runs a past screening again and compares the answer with the recorded one.')
    .argument('<id>', 'id or number of the journal’s record')
    .addHelpText('after', HELP);
  withDataDir(withFormat(command)).action(
    async (id: string, { dataDir, format }: { dataDir: string; format: string }) => {
      const json = isJson(format);
      const found = await withRecords(dataDir, (records) => replay(id, { dataDir, ...records }));
      await sinkOf(process.stdout).write(json ? `${JSON.stringify(found)}\n` : replayText(found));
      process.exitCode = { equal: EXIT.clear, differs: EXIT.alerts, missing: EXIT.error }[found.verdict];
    },
  );
}

function replayText({ record, verdict, missing, differences, index }: Replay): string {
  const { seq, id, at, door, basis, matches } = record;
  const told = {
    equal: `equal: ${matches.length} matches, scores and explanations as recorded`,
    differs: `DIFFERS in ${differences.length}`,
    missing: 'CANNOT BE RUN AGAIN',
  }[verdict];
  const lines = [
    `record ${seq} (${id}) of ${at}, door ${door}, policy ${basis.policy}`,
    `index ${basis.index}${index === undefined ? '' : `, from ${index === 'file' ? 'its file' : 'the list versions of the day'}`}`,
    told,
    ...missing.map(({ part, why }) => `  ${part}: ${why}`),
    ...differences.map(
      ({ what, entity, recorded, again }) =>
        `  ${what}${entity === undefined ? '' : ` of ${entity}`}: recorded ${recorded}, now ${again}`,
    ),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}
