import type { Subject } from '../../entity/index.ts';
import type { NamedBytes } from '../bytes/source.ts';
import type { OpenedDocument } from '../document.ts';
import type { SubjectItem } from '../tables/subjects.ts';
import type { ManifestOptions, TravelIssue } from './manifest.ts';
import { parseMrz, subjectOfMrz } from './mrz/index.ts';
import { isLoss, readTravel } from './open.ts';
import { subjectsOfManifest } from './subjects.ts';

/**
 * What carriers send, or a machine-readable zone, as a document of subjects: by whatever somebody may be missing is a
 * reject, so that the document does not count as screened as a whole. Throws as `readTravel` and `parseMrz`.
 */
export function openTravel({ name, bytes }: NamedBytes, options: ManifestOptions): OpenedDocument {
  const zone = zoneIn(bytes);
  if (zone !== undefined) {
    const reading = parseMrz(zone, options);
    const notes = reading.problems.map(({ message }) => message);
    return opened(`mrz/${reading.format}`, notes, [{ subject: subjectOfMrz(reading, name) }]);
  }
  const { manifests, issues } = readTravel(bytes, options);
  const told: readonly TravelIssue[] = [...issues, ...manifests.flatMap((manifest) => manifest.issues)];
  const subjects = manifests.flatMap((manifest) => subjectsOfManifest(manifest, name));
  const dropped = manifests.flatMap((manifest) => Object.entries(manifest.dropped));
  return opened(
    [...new Set(manifests.map(({ format }) => format))].join(', '),
    [
      ...told.map(({ line, message, code }) => `line ${line}: ${message} (${code})`),
      ...dropped.map(([kind, count]) => `sensitive data dropped: ${kind} ${count}`),
    ],
    [
      ...subjects.map(({ subject }: { readonly subject: Subject }) => ({ subject })),
      ...told.filter(isLoss).map(({ code, message, line }) => ({ reject: { code, message, line } })),
    ],
  );
}

function opened(format: string, notes: readonly string[], items: readonly SubjectItem[]): OpenedDocument {
  return {
    kind: 'travel',
    format: 'travel',
    notes: [`format: ${format}`, ...notes],
    async *subjects() {
      yield* items;
    },
  };
}

/** Two or three lines of zone letters, the first as every zone begins. */
function zoneIn(bytes: Uint8Array): string | undefined {
  if (bytes.length > 400) return undefined;
  const text = Buffer.from(bytes).toString('latin1').trim();
  return /^[PIACV][A-Z<][A-Z<]{3}[A-Z0-9<\s]{25,}$/.test(text) && text.includes('<') ? text : undefined;
}
