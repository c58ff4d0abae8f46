/**
 * Adds to package-lock.json the packages for other platforms that npm left out. npm writes only those its registry
 * offered; a mirror that holds one platform's packages gives a lock that `npm ci` then refuses on every machine.
 * Version, platform and licence follow from the package that asks for them; without a digest npm takes the
 * registry's own. Run after `npm install`: `npx node scripts/complete-lock.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly license?: string;
  readonly engines?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const OPERATING_SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

const path = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, LockedPackage> };
const added: string[] = [];
for (const asking of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(asking.optionalDependencies ?? {})) {
    const at = `node_modules/${name}`;
    if (lock.packages[at] !== undefined) continue;
    const sibling = Object.keys(asking.optionalDependencies ?? {})
      .map((other) => lock.packages[`node_modules/${other}`])
      .find((other) => other !== undefined);
    const words = name.split('/').at(-1)!.split('-');
    const os = OPERATING_SYSTEMS.filter((word) => words.includes(word));
    const cpu = PROCESSORS.filter((word) => words.includes(word));
    if (os.length !== 1 || cpu.length !== 1) throw new Error(`Cannot tell the platform of ${name}`);
    const libc = words.some((word) => word.startsWith('musl'))
      ? 'musl'
      : words.some((word) => word.startsWith('gnu'))
        ? 'glibc'
        : undefined;
    lock.packages[at] = {
      version,
      cpu,
      ...(asking.dev ? { dev: true } : {}),
      ...(libc === undefined ? {} : { libc: [libc] }),
      ...(asking.license === undefined ? {} : { license: asking.license }),
      optional: true,
      os,
      ...(sibling?.engines === undefined ? {} : { engines: sibling.engines }),
    } as LockedPackage;
    added.push(name);
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
console.log(added.length === 0 ? 'The lock is complete.' : `Added ${added.length}: ${added.join(', ')}`);
