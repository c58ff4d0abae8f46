import type { Command } from 'commander';
import { RiegelError } from '../entity/index.ts';
import { DEFAULT_POLICY, type LoadedIndex, loadIndex, type Policy } from '../screening/index.ts';
import { printable } from './output/printable.ts';

const DEFAULT_DATA_DIR = './riegel-data';

export function withDataDir(command: Command): Command {
  return command.option('--data-dir <folder>', 'where lists and index are kept', DEFAULT_DATA_DIR);
}

export interface PolicyOptions {
  readonly lists?: string;
  readonly threshold?: string;
  readonly limit?: string;
}

export function withPolicyOptions(command: Command): Command {
  return command
    .option('--lists <ids>', 'only these lists, e.g. un_sc_sanctions,eu_fsf (default: all in force)')
    .option('--threshold <score>', `least score of a match, 0.5 to 1 (default: ${DEFAULT_POLICY.threshold})`)
    .option('--limit <number>', `most matches of one subject (default: ${DEFAULT_POLICY.limit})`);
}

/** Throws `cli/bad-number`. What the index cannot serve, `checkPolicy` refuses later. */
export function policyFrom({ lists, threshold, limit }: PolicyOptions): Policy {
  const ids = lists
    ?.split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  return {
    threshold: threshold === undefined ? DEFAULT_POLICY.threshold : numberFrom('--threshold', threshold),
    limit: limit === undefined ? DEFAULT_POLICY.limit : numberFrom('--limit', limit),
    ...(ids === undefined ? {} : { lists: ids }),
  };
}

export function numberFrom(option: string, text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) return number;
  throw new RiegelError('cli/bad-number', `${option} ${text} is no number`, {
    expected: 'a number such as 0.7',
  });
}

/** The index of the lists in force; what its user must know goes to stderr. */
export async function readyIndex(dataDir: string): Promise<LoadedIndex> {
  const loaded = await loadIndex(dataDir);
  tellNotices(loaded);
  return loaded;
}

export function tellNotices({ notices }: Pick<LoadedIndex, 'notices'>): void {
  for (const notice of notices) process.stderr.write(`riegel: NOTE: ${printable(notice)}\n`);
}

/** Throws `cli/bad-number`. */
export function portFrom(text: string): number {
  const port = numberFrom('--port', text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new RiegelError('cli/bad-number', `--port ${text} is no port`, {
    expected: 'a whole number up to 65535',
  });
}
