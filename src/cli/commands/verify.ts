import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { RiegelError } from '../../entity/index.ts';
import { EXIT } from '../exit-code.ts';
import { printable } from '../output/printable.ts';
import { withDataDir } from '../policy-options.ts';

const EXAMPLES = `
Examples
  on the machine of the journal  riegel verify certificate.pdf
  anywhere                       riegel verify certificate.json --key journal.pub

No network and no database is asked. Exit code: 0 it holds, 2 it does not.
`;

export function addVerifyCommand(program: Command): void {
  withDataDir(
    program
      .command('verify')
      .summary('check a certificate of screening, offline')
      .description('Checks a certificate of screening, JSON or PDF, with the public key of the journal.')
      .argument('<file>', 'the certificate')
      .option('--key <key>', 'public key of the journal, or a file of it (default: that of the data folder)')
      .addHelpText('after', EXAMPLES),
  ).action(async (file: string, { dataDir, key }: { dataDir: string; key?: string }) => {
    const { attachedCertificate, publicKeyFile, verifyCertificate } = await import('../../journal/index.ts');
    const bytes = readFileSync(file);
    const { record, personal, erasedAt, size } = verifyCertificate(
      isPdf(bytes) ? attachedCertificate(bytes) : readJson(bytes, file),
      publicKey(key ?? publicKeyFile(dataDir)),
    );
    const rows = [
      ['holds', `record ${record.seq} of a signed journal of ${size}`],
      ['record', record.id],
      ['time', record.at],
      ['kind', record.kind],
      ['actor', record.actor],
      ['result', JSON.stringify(record.result)],
      ['references', JSON.stringify(record.references)],
      ...(personal === undefined ? [] : [['personal', JSON.stringify(personal)]]),
      ...(erasedAt === undefined ? [] : [['erased', `${erasedAt}, as the certificate says`]]),
    ];
    process.stdout.write(rows.map(([name, text]) => `${name!.padEnd(12)}${printable(text!)}\n`).join(''));
    process.exitCode = EXIT.clear;
  });
}

function isPdf(bytes: Buffer): boolean {
  return bytes.subarray(0, 5).toString('latin1') === '%PDF-';
}

/** Throws `certificate/unreadable`. */
function readJson(bytes: Buffer, file: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new RiegelError('certificate/unreadable', 'This is no JSON', { place: { file }, cause });
  }
}

/** The key itself, or what its file says. */
function publicKey(key: string): string {
  return existsSync(key) ? readFileSync(key, 'utf8') : key;
}
