import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { RiegelError } from '../../entity/index.ts';
import type { Journal, Verification } from '../../journal/index.ts';
import { EXIT } from '../exit-code.ts';
import { printable } from '../output/printable.ts';
import { withDataDir } from '../policy-options.ts';

const EXAMPLES = `
Examples
  is every record what it was?             riegel journal verify
  the same, against what you kept outside  riegel journal verify --checkpoint monday.txt
  what to keep outside                     riegel journal checkpoint > monday.txt

DATABASE_URL names a PostgreSQL server; otherwise the journal is the one in the data folder, which bears one
process at a time. Exit code: 0 sound, 2 not sound or not verified.
`;

interface DataOptions {
  readonly dataDir: string;
}

export function addJournalCommands(program: Command): void {
  const journal = program
    .command('journal')
    .summary('verify the record of screenings and decisions')
    .description('The append-only record of every screening and decision.')
    .addHelpText('after', EXAMPLES);
  withDataDir(
    journal
      .command('verify')
      .description('find every altered, removed, moved or added record, and name it')
      .option('--checkpoint <files...>', 'signed checkpoints that were kept outside'),
  ).action(async ({ dataDir, checkpoint = [] }: DataOptions & { checkpoint?: string[] }) => {
    const checkpoints = checkpoint.map((file) => readFileSync(file, 'utf8'));
    const verification = await withJournal(dataDir, (opened) =>
      opened.verify({ checkpoints, onProgress: progressOn(process.stderr) }),
    );
    process.stdout.write(verificationText(verification));
    process.exitCode = verification.ok ? EXIT.clear : EXIT.error;
  });
  withDataDir(
    journal.command('checkpoint').description('print the signed checkpoint of now, and keep it'),
  ).action(async ({ dataDir }: DataOptions) => {
    process.stdout.write(await withJournal(dataDir, (opened) => opened.checkpoint()));
  });
  withDataDir(
    program
      .command('certificate')
      .summary('certificate of a screening, verifiable by anyone')
      .description('Prints the certificate of a record as JSON, or writes it as JSON or as a page of PDF.')
      .argument('<record>', 'number of the record')
      .option('-o, --output <file>', 'write to this file; one that ends in .pdf is a PDF'),
  ).action(async (record: string, { dataDir, output }: DataOptions & { output?: string }) => {
    if (!/^\d{1,15}$/.test(record)) {
      throw new RiegelError('cli/usage', `${record} is no number of a record`, { expected: '0, 1, 2 …' });
    }
    const { certificateOf, certificatePdf } = await import('../../journal/index.ts');
    const certificate = await withJournal(dataDir, (opened) => certificateOf(opened, Number(record)));
    const json = `${JSON.stringify(certificate, undefined, 2)}\n`;
    if (output === undefined) process.stdout.write(json);
    else writeFileSync(output, /\.pdf$/i.test(output) ? await certificatePdf(certificate) : json);
  });
}

async function withJournal<T>(dataDir: string, work: (journal: Journal) => Promise<T>): Promise<T> {
  const { DATABASE_URL: databaseUrl, RIEGEL_MASTER_KEY, RIEGEL_SIGNING_KEY } = process.env;
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'pg'))) {
    throw new RiegelError('journal/none', 'There is no journal here', {
      place: { file: dataDir },
      expected: '--data-dir, or a server by DATABASE_URL',
    });
  }
  // Loaded only here: a screening must not wait for the database's client.
  const { openStore } = await import('../../store/index.ts');
  const { openJournal, openKeys } = await import('../../journal/index.ts');
  const store = await openStore({ dataDir, databaseUrl });
  try {
    const keys = openKeys({ dataDir, masterKey: RIEGEL_MASTER_KEY, signingKey: RIEGEL_SIGNING_KEY });
    return await work(await openJournal(store, keys));
  } finally {
    await store.close();
  }
}

function progressOn(stream: NodeJS.WriteStream): (done: number, size: number) => void {
  let told = performance.now();
  return (done, size) => {
    if (!stream.isTTY || performance.now() - told < 500) return;
    told = performance.now();
    stream.write(`\r${done.toLocaleString('en')} of ${size.toLocaleString('en')} records`);
    if (done === size) stream.write('\n');
  };
}

function verificationText(verification: Verification): string {
  const { ok, size, root, checkpoints, unchecked, faults, faultCount } = verification;
  const lines = faults.map(({ kind, message }) => `${kind.padEnd(11)}${printable(message)}`);
  if (faultCount > faults.length) lines.push(`and ${faultCount - faults.length} more`);
  if (unchecked > 0) lines.push(`${unchecked} signed checkpoints could not be compared because of these`);
  lines.push(
    `${size.toLocaleString('en')} records, ${checkpoints.toLocaleString('en')} signed checkpoints agree: ${ok ? 'sound' : 'NOT SOUND'}`,
  );
  if (root !== undefined) lines.push(`root ${root}`);
  return `${lines.join('\n')}\n`;
}
