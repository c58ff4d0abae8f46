/** `npm run demo`: screens everything in examples/ against the embedded starter list, as a user would. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const examples = readdirSync(join(root, 'examples'))
  .filter((name) => !name.startsWith('.'))
  .sort()
  .map((name) => `examples/${name}`);
// A folder of its own, so that the starter is asked whatever lists the user has fetched.
const dataDir = mkdtempSync(join(tmpdir(), 'riegel-demo-'));
try {
  console.log(`riegel screen ${examples.join(' ')}\n`);
  const { status, error } = spawnSync(
    process.execPath,
    ['src/cli/riegel.ts', 'screen', ...examples, '--data-dir', dataDir, '--shown', '2'],
    { cwd: root, stdio: 'inherit' },
  );
  if (error !== undefined) throw error;
  // 1 says that there are alerts, and the examples are made to raise some.
  process.exitCode = status === 1 ? 0 : (status ?? 2);
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
