/**
 * Time from start to ready: `npm run bench:start`. Puts the newest lists of the corpus in force in `out/start`, starts
 * the service on it several times, each a process of its own, and prints how long it took until `/readyz` said yes.
 * The first start compiles index and lookup, the later ones read them. `cpuMs` is the processor time of all threads until
 * then (Linux), which other work on the machine changes least. `--starts N`. Asserts nothing.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { importFiles, versionsInForce } from '../src/lists/index.ts';
import { OUT } from './data/corpus.ts';
import { filesOf, readerOf } from './data/list-bytes.ts';
import { LIST_FILES } from './data/list-files.data.ts';

const RIEGEL = fileURLToPath(new URL('../src/cli/riegel.ts', import.meta.url));
const { values } = parseArgs({ options: { starts: { type: 'string', default: '3' } } });
const dataDir = join(OUT, 'start');

const inForce = new Set((await versionsInForce(dataDir)).map(({ sourceId }) => sourceId));
for (const list of LIST_FILES) {
  if (inForce.has(list.source)) continue;
  const files = filesOf(list);
  if (files === undefined) continue;
  const { source, format, files: own } = readerOf(list, files);
  const folder = mkdtempSync(join(tmpdir(), 'riegel-start-'));
  for (const { name, bytes } of own) {
    const path = join(folder, ...name.split('/'));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  const { outcome, findings } = await importFiles(dataDir, source, [folder], { format: format.id });
  rmSync(folder, { recursive: true });
  const why = findings.filter(({ severity }) => severity === 'refuse').map(({ message }) => message);
  console.error(`${list.source} ${[outcome, ...why].join(', ')}`);
}
console.log('machine', JSON.stringify({ cpu: cpus()[0]?.model, cores: cpus().length, load: loadavg()[0] }));
for (let start = 1; start <= Number(values.starts); start++) {
  console.log(`start ${start}`, JSON.stringify(await timeOfStart(8_300 + start)));
}

interface Start {
  /** Milliseconds from the start of the process to the first answer. */
  readonly answersMs: number;
  readonly readyMs: number;
  readonly cpuMs?: number;
}

async function timeOfStart(port: number): Promise<Start> {
  const began = performance.now();
  const child = spawn(process.execPath, [RIEGEL, 'start', '--data-dir', dataDir, '--port', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  child.stderr.on('data', (bytes) => {
    told += String(bytes);
  });
  const ended = once(child, 'exit');
  try {
    let answersMs: number | undefined;
    for (;;) {
      if (child.exitCode !== null) throw new Error(told);
      const status = await fetch(`http://127.0.0.1:${port}/readyz`).then(
        (answer) => answer.status,
        () => undefined,
      );
      if (status !== undefined) answersMs ??= Math.round(performance.now() - began);
      if (status === 200) {
        const readyMs = Math.round(performance.now() - began);
        return { answersMs: answersMs!, readyMs, ...processorTime(child.pid!) };
      }
      await sleep(20);
    }
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

/** In hundredths of a second, as proc(5) has it in fields 14 and 15 of `stat`. */
function processorTime(pid: number): { readonly cpuMs?: number } {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return {};
  const fields = readFileSync(path, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return { cpuMs: (Number(fields[11]) + Number(fields[12])) * 10 };
}
