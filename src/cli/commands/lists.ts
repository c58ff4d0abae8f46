import type { Command } from 'commander';
import { withDataDir } from '../policy-options.ts';
import { addImportCommand, addUpdateCommand } from './lists-change.ts';
import { addLinksCommand } from './lists-links.ts';
import { addDiffCommand, addHistoryCommand, addReleaseCommand, addStatusCommand } from './lists-show.ts';

const EXAMPLES = `
Examples
  fetch the main lists                  riegel lists update
  fetch two of them                     riegel lists update un_sc_sanctions eu_fsf
  all that can be fetched or imported   riegel lists status --all
  from disk, without a network          riegel lists import consolidated.xml --source un_sc_sanctions
  a list of your own                    riegel lists import staff.csv --mapping staff-mapping.json
  a data set of OpenSanctions           riegel lists import entities.ftm.json --opensanctions index.json
  what changed last                     riegel lists diff un_sc_sanctions
  everything that came of a source      riegel lists history un_sc_sanctions
  who stands on several lists           riegel lists links --state proposed
  let a refused version in              riegel lists release un_sc_sanctions 2026-03-01-0123456789abcdef --by "A. Meyer" --reason "committee delisted 60"

A publication that is truncated, emptied, shrunken or in another form than before is refused; what was in force stays.
Exit code: 0 done, 2 refused or failed.
`;

export function addListCommands(program: Command): void {
  const lists = program
    .command('lists')
    .summary('fetch, import, compare and release official lists')
    .description(
      'The official lists: fetched or imported, kept as versions that never change, guarded against broken files.',
    )
    .addHelpText('after', EXAMPLES);
  addUpdateCommand(lists);
  addImportCommand(lists);
  addStatusCommand(lists);
  addDiffCommand(lists);
  addHistoryCommand(lists);
  addReleaseCommand(lists);
  addLinksCommand(lists);
  for (const command of lists.commands) withDataDir(command);
}
