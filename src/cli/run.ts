import { CommanderError } from 'commander';
import { EXIT } from './exit-code.ts';
import { riegelProgram } from './program.ts';
import { reportError } from './report-error.ts';

/** Runs one command line, without the name of the program. Gives the exit code; errors have been told on stderr. */
export async function run(words: readonly string[]): Promise<number> {
  process.exitCode = EXIT.clear;
  try {
    await riegelProgram().parseAsync(words, { from: 'user' });
    return Number(process.exitCode);
  } catch (error) {
    reportError(error);
    return error instanceof CommanderError && error.exitCode === 0 ? EXIT.clear : EXIT.error;
  }
}
