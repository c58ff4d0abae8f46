#!/usr/bin/env node
import module from 'node:module';
import { EXIT } from './exit-code.ts';
import { reportError } from './report-error.ts';

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
const { run } = await import('./run.ts');
process.exitCode = await run(process.argv.slice(2));
