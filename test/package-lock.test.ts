import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Locked {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: boolean;
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));
const packages = read('package-lock.json').packages as Readonly<Record<string, Locked>>;

test('the lock holds the packages of every platform, else `npm ci` refuses it', () => {
  for (const [path, { optionalDependencies = {} }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const locked = packages[`${path}/node_modules/${name}`] ?? packages[`node_modules/${name}`];
      // A package for one platform is asked for in one version; another may be asked for in a range.
      const wanted = /^\d/.test(version) ? version : locked?.version;
      const missing = `${name} is missing: run npx node scripts/complete-lock.ts`;
      assert.ok(locked?.version !== undefined && locked.version === wanted, missing);
    }
  }
});

test('every package with an install script is reviewed, so that npm 12 runs it', () => {
  const { allowScripts } = read('package.json') as { allowScripts: Record<string, boolean> };
  const withScript = Object.entries(packages).filter(([, locked]) => locked.hasInstallScript === true);
  const names = withScript.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 13)).sort();
  assert.deepEqual(names, Object.keys(allowScripts).sort());
});
