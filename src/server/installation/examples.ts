import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDocument } from '../../messages/index.ts';
import type { Door } from '../../screening/index.ts';
import { screenUpload } from '../v1/documents.ts';
import type { Installation } from './installation.ts';

/** What came of one example. */
export interface TakenExample {
  readonly file: string;
  /** Subjects that were screened. */
  readonly subjects: number;
  /** Alerts that they opened or added to. */
  readonly alerts: number;
}

const FOLDER = fileURLToPath(new URL('../../../examples/', import.meta.url));
const ACTOR = 'riegel:examples';
/** The one that is kept, as customers are; the others are documents that come in at a door. */
const CUSTOMERS = 'customers.csv';
const DOORS: Readonly<Record<string, Door>> = {
  'artikel.html': 'text',
  'passengers.csv': 'traveller',
};

/**
 * Takes in everything in `examples/`, so that there are alerts to decide: the customers as customers, every other file
 * as a document. Once only: what was taken in is noted, and nothing is where there are customers already that did not
 * come of it.
 */
export async function takeInExamples(installation: Installation): Promise<readonly TakenExample[]> {
  const { setting } = installation.store.tables;
  const isNew = (await setting.read('examples')) === undefined;
  if (isNew && (await installation.customers().status()).customers > 0) return [];
  await setting.setOnce('examples', true);
  const taken: TakenExample[] = [];
  for (const file of (await readdir(FOLDER)).sort()) {
    if ((await setting.read(`examples/${file}`)) !== undefined) continue;
    const example = await (file === CUSTOMERS ? keepCustomers : screenDocument)(installation, file);
    await setting.setOnce(`examples/${file}`, true);
    taken.push(example);
  }
  return taken;
}

async function screenDocument(installation: Installation, file: string): Promise<TakenExample> {
  const bytes = await readFile(join(FOLDER, file));
  const door = DOORS[file] ?? 'customer';
  const { results } = await screenUpload(installation, { door, name: file, bytes, actor: ACTOR });
  return { file, subjects: results.length, alerts: results.flatMap(({ alerts }) => alerts).length };
}

async function keepCustomers(installation: Installation, file: string): Promise<TakenExample> {
  const document = await openDocument(join(FOLDER, file));
  const items = async function* () {
    let row = 0;
    for await (const item of document.subjects()) {
      row++;
      if ('subject' in item) yield { reference: item.subject.id ?? `example-${row}`, subject: item.subject };
    }
  };
  let subjects = 0;
  let alerts = 0;
  for await (const answer of installation.customers().upsertAll(items(), ACTOR)) {
    if ('reject' in answer) continue;
    subjects++;
    alerts += answer.alerts?.length ?? 0;
  }
  return { file, subjects, alerts };
}
