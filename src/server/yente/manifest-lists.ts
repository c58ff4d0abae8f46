import { RiegelError } from '../../entity/index.ts';
import { importFiles } from '../../lists/index.ts';
import { keepOpenSanctionsSource } from '../../screening/index.ts';
import type { Manifest } from './manifest.ts';

/**
 * Takes the files that a manifest names into the lists of a data directory, with all checks that an import makes;
 * a file that has not changed since is left alone. Throws `server/manifest-refused` with what the checks found,
 * `lists/source-taken` for a name that an official list has.
 */
export async function importManifest(dataDir: string, { datasets }: Manifest): Promise<void> {
  for (const { name, title, file } of datasets) {
    if (file === undefined) continue;
    const about = JSON.stringify({ name, title, resources: [] });
    const source = await keepOpenSanctionsSource(dataDir, new TextEncoder().encode(about), file, name);
    const { outcome, findings } = await importFiles(dataDir, source, [file]);
    if (outcome !== 'refused') continue;
    throw new RiegelError(
      'server/manifest-refused',
      `The dataset ${name} was refused: ${findings.map(({ message }) => message).join('; ')}`,
      {
        place: { file },
        expected: '"riegel lists release" once a person has looked at it',
      },
    );
  }
}
