import type { Command } from 'commander';
import { RiegelError } from '../../entity/index.ts';
import { EXIT } from '../exit-code.ts';
import { type SubjectOptions, subjectFrom, withSubjectOptions } from '../input/subject-options.ts';
import { matchLines } from '../output/explanation.ts';
import { sinkOf } from '../output/sink.ts';
import { readyIndex, withDataDir } from '../policy-options.ts';

interface ExplainOptions extends SubjectOptions {
  readonly dataDir: string;
  readonly format: string;
}

const EXAMPLES = `
Examples
  why it matched      riegel explain "Aiman al-Sawahiri" un-sc-111923
  why it did not      riegel explain "Ayman Nour" un-sc-111923
  with what is known  riegel explain "Hafiz Saeed" un-sc-2833107 --birth-date 1981-02-03 --format json
`;

export function addExplainCommand(program: Command): void {
  const command = program
    .command('explain')
    .summary('how a name compares with one entity, whatever the score')
    .description(
      'Compares a name with one entity of the lists, whatever the score, and says which word met which.',
    )
    .argument('<name>', 'the name')
    .argument('<entity-id>', 'id of the entity, as screen gives it')
    .option('--format <format>', 'text or json', 'text');
  withDataDir(withSubjectOptions(command))
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, id: string, options: ExplainOptions) => {
      if (!['text', 'json'].includes(options.format)) {
        throw new RiegelError('cli/usage', `--format ${options.format} is not known`, {
          expected: 'text or json',
        });
      }
      const { index } = await readyIndex(options.dataDir);
      const subject = subjectFrom(name, options);
      const match = index.explain(subject, id);
      if (match === undefined) {
        throw new RiegelError(
          'cli/unknown-entity',
          `The lists in force name no entity ${JSON.stringify(id)}`,
          {
            expected: 'an id that riegel screen gives',
          },
        );
      }
      const sink = sinkOf(process.stdout);
      await sink.write(
        options.format === 'json'
          ? `${JSON.stringify({ subject, match })}\n`
          : `${matchLines(match).join('\n')}\n`,
      );
      process.exitCode = EXIT.clear;
    });
}
