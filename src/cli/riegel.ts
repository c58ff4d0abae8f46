#!/usr/bin/env node
import module from 'node:module';
import { CommanderError } from 'commander';
import { EXIT } from './exit-code.ts';
import { reportError } from './report-error.ts';

/** Runs the command line as the shell gave it. Sets the exit code; never throws. */
async function main(argv: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') reportError(error);
      process.exit(error.code === 'EPIPE' ? EXIT.brokenPipe : EXIT.error);
    });
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      process.stderr.write('\nriegel: interrupted; what has no answer was not screened\n');
      process.exit(EXIT.interrupted);
    });
  }
  // Halves the time until the first answer, where Node has it; only what is imported later is sped up.
  module.enableCompileCache?.();
  try {
    const { riegelProgram } = await import('./program.ts');
    await riegelProgram().parseAsync(argv);
  } catch (error) {
    reportError(error);
    process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : EXIT.error;
  }
}

await main(process.argv);
