import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { RiegelError } from '../entity/index.ts';
import {
  type ExplicitMapping,
  type OpenedDocument,
  type OpenOptions,
  openDocument,
} from '../messages/index.ts';
import { stdinDocument } from './input/stdin.ts';

/** How the documents are to be read. */
export interface DocumentOptions {
  readonly mapping?: string;
  readonly column?: readonly string[];
  readonly as?: 'table' | 'names' | 'text';
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly header?: boolean;
}

export function withDocumentOptions(command: Command): Command {
  return command
    .option(
      '--column <property=column>',
      'which column holds what, e.g. name=Kunde; may be repeated',
      (value, before: string[] = []) => [...before, value],
    )
    .option('--mapping <file>', 'the same as JSON: {"Kunde": "name", "Geb.": "birthDate", "Note": null}')
    .option('--as <kind>', 'read a plain text as table, names (one on each line) or text')
    .option('--encoding <name>', 'encoding of the text, e.g. windows-1251 (default: told from the bytes)')
    .option('--delimiter <sign>', 'sign between the cells of a table, e.g. ";" (default: guessed)')
    .option('--no-header', 'the table has no row of column names');
}

/** Throws `cli/bad-column`, `cli/bad-mapping`, `cli/bad-kind`. */
export async function openOptionsFrom(options: DocumentOptions): Promise<OpenOptions> {
  const mapping = await explicitMapping(options);
  const { as: kind, encoding, delimiter } = options;
  if (kind !== undefined && !['table', 'names', 'text'].includes(kind)) {
    throw new RiegelError('cli/bad-kind', `--as ${kind} is not known`, { expected: 'table, names or text' });
  }
  return {
    ...(mapping === undefined ? {} : { mapping }),
    ...(kind === undefined ? {} : { kind }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter: delimiter === '\\t' ? '\t' : delimiter }),
    ...(options.header === false ? { header: false } : {}),
  };
}

/** Opens a document under the name it is to be called by; `-` is stdin. */
export async function openInput(path: string, options: OpenOptions): Promise<OpenedDocument> {
  return await openDocument(path === '-' ? await stdinDocument() : path, options);
}

async function explicitMapping({
  mapping: file,
  column,
}: DocumentOptions): Promise<ExplicitMapping | undefined> {
  if (file === undefined && column === undefined) return undefined;
  const mapping = file === undefined ? {} : await mappingFile(file);
  for (const each of column ?? []) {
    const at = each.indexOf('=');
    if (at < 1 || at === each.length - 1) {
      throw new RiegelError('cli/bad-column', `--column ${each} does not say what is where`, {
        expected: 'PROPERTY=COLUMN, e.g. name=Kunde',
      });
    }
    mapping[each.slice(at + 1)] = each.slice(0, at);
  }
  return mapping;
}

async function mappingFile(file: string): Promise<Record<string, string | null>> {
  const bad = (what: string) =>
    new RiegelError('cli/bad-mapping', `The mapping ${what}`, {
      place: { file },
      expected: 'a JSON object of column to property, or to null for a column to leave out',
    });
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw bad(`is no JSON: ${error.message}`);
    throw error;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad('is no object');
  const entries = Object.entries(value);
  const wrong = entries.find(([, property]) => property !== null && typeof property !== 'string');
  if (wrong !== undefined) throw bad(`gives ${JSON.stringify(wrong[0])} neither a property nor null`);
  return Object.fromEntries(entries);
}
