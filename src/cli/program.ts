import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addCompareCommand } from './commands/compare.ts';
import { addCustomerCommands } from './commands/customers.ts';
import { addExplainCommand } from './commands/explain.ts';
import { addIndexCommands } from './commands/index-commands.ts';
import { addJournalCommands } from './commands/journal.ts';
import { addListCommands } from './commands/lists.ts';
import { addPayCommand } from './commands/pay.ts';
import { addPolicyCommands } from './commands/policy.ts';
import { addReplayCommand } from './commands/replay.ts';
import { addScreenCommand } from './commands/screen.ts';
import { addServeCommand } from './commands/serve.ts';
import { addStartCommand } from './commands/start.ts';
import { addTravelCommand } from './commands/travel.ts';
import { addVerifyCommand } from './commands/verify.ts';

const START = `
Start here
  riegel screen "Hafiz Saeed"            try it with the dated starter list
  riegel lists update                    fetch the lists in force
  riegel screen customers.csv            screen a file
  riegel screen --help                   more, with examples

RIEGEL_DEBUG=1 adds stack traces to errors; NO_COLOR=1 takes colours away.
`;

/** The command line. Errors are thrown, never end the process. */
export function riegelProgram(): Command {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const program = new Command('riegel')
    .description(
      'Screening of names, customers, payments and travellers against official terrorism and sanctions lists.',
    )
    .version(version)
    .exitOverride()
    .showHelpAfterError('(riegel --help shows how)')
    .addHelpText('after', START);
  addScreenCommand(program);
  addPayCommand(program);
  addTravelCommand(program);
  addCompareCommand(program);
  addExplainCommand(program);
  addCustomerCommands(program);
  addListCommands(program);
  addIndexCommands(program);
  addPolicyCommands(program);
  addJournalCommands(program);
  addReplayCommand(program);
  addVerifyCommand(program);
  addServeCommand(program);
  addStartCommand(program);
  return program;
}
