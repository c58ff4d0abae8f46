import type { Command } from 'commander';
import { withDataDir } from '../policy-options.ts';
import { addActivateCommand, addTryCommand } from './policy-change.ts';
import { addReportCommand } from './policy-report.ts';
import { addCheckCommand, addDiffCommand, addListCommand, addShowCommand } from './policy-show.ts';

const EXAMPLES = `
Examples
  which policies there are          riegel policy list
  one of them, to be edited         riegel policy show STANDARD > own.yaml
  is it right                       riegel policy check own.yaml
  what it would change              riegel policy try own.yaml
  what differs                      riegel policy diff STANDARD own.yaml
  put it in force                   riegel policy activate own.yaml --by "A. Meyer" --reason "fewer rows"
  the second person                 riegel policy activate OFAC@2 --by "B. Schulz" --reason "read and agreed"
  validate the live configuration   riegel policy report --door customer

The policies are kept in the data directory, or at DATABASE_URL. docs/policies.md says what a policy can say.
`;

export function addPolicyCommands(program: Command): void {
  const policy = program
    .command('policy')
    .summary('show, try and change policies; validate the configuration')
    .description(
      'What turns matches into an outcome: versioned policies, each change with author, reason and figures.',
    )
    .addHelpText('after', EXAMPLES);
  addListCommand(policy);
  addShowCommand(policy);
  addDiffCommand(policy);
  addCheckCommand(policy);
  addTryCommand(policy);
  addActivateCommand(policy);
  addReportCommand(policy);
  for (const command of policy.commands) withDataDir(command);
}
