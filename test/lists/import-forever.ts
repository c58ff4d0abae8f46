/** Imports one version after the other until it is killed. Arguments: data directory, folder of numbered list files. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { importFiles } from '../../src/lists/index.ts';
import { fixtureSource } from './fixture-source.ts';

const [dataDir, folder] = process.argv.slice(2);
if (dataDir === undefined || folder === undefined) throw new Error('data directory and folder are needed');
process.stdout.write('ready\n');
for (const name of (await readdir(folder)).sort()) {
  await importFiles(dataDir, fixtureSource(), [join(folder, name)]);
}
