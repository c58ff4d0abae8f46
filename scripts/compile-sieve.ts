import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SOURCE = 'wasm/sieve.ts';
const TARGET = 'src/names/sieve/kernel.ts';
const FEATURES = ['--enable', 'simd', '--enable', 'bulk-memory', '--runtime', 'stub', '--importMemory'];

/** Compiles `wasm/sieve.ts` with AssemblyScript; gives the WebAssembly in base64. Throws what the compiler says. */
export function compileSieve(): string {
  const compiler = join(
    createRequire(import.meta.url).resolve('assemblyscript/package.json'),
    '../bin/asc.js',
  );
  const folder = mkdtempSync(join(tmpdir(), 'sieve-'));
  try {
    const target = join(folder, 'sieve.wasm');
    execFileSync(process.execPath, [compiler, SOURCE, ...FEATURES, '-O3', '--noAssert', '-o', target]);
    return readFileSync(target).toString('base64');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) {
  writeFileSync(
    TARGET,
    `/** \`${SOURCE}\`, compiled by \`npm run sieve\`. */\nexport const KERNEL =\n  '${compileSieve()}';\n`,
  );
}
