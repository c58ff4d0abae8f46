/** Runs one command line after the other in one process, as `riegel` would in one for each: the tests' fast lane. */
import { run } from '../../src/cli/index.ts';

let stdout: string[] = [];
let stderr: string[] = [];
const capture = (pieces: () => string[]) => (piece: string | Uint8Array) => {
  pieces().push(typeof piece === 'string' ? piece : Buffer.from(piece).toString('utf8'));
  return true;
};
process.stdout.write = capture(() => stdout) as typeof process.stdout.write;
process.stderr.write = capture(() => stderr) as typeof process.stderr.write;

process.on('message', async (words: readonly string[]) => {
  stdout = [];
  stderr = [];
  const status = await run(words);
  process.send?.({ status, stdout: stdout.join(''), stderr: stderr.join('') });
});
