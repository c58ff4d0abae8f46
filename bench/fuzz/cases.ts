import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openDocument } from '../../src/messages/index.ts';
import { corpusFile } from '../data/corpus.ts';
import { filesOf, readerOf } from '../data/list-bytes.ts';
import { LIST_FILES, OTHER_LIST_FILES } from '../data/list-files.data.ts';

/** Something that reads bytes, with a sound example of them. */
export interface FuzzCase {
  readonly id: string;
  readonly bytes: Uint8Array;
  /** Reads damaged bytes; may throw RiegelError and nothing else. */
  read(bytes: Uint8Array): Promise<void>;
}

/** Text files are cut to their first bytes: enough for every element, and small enough for many rounds a second. */
const MOST_BYTES = 120_000;
const DOCUMENTS = ['messages', 'names', 'eval', 'transactions'];
const MOST_DOCUMENT_BYTES = 400_000;
const READABLE = /\.(csv|tsv|txt|html?|json|ndjson|jsonl|xlsx|parquet|xml)$/i;

/** Every list format of the corpus, and documents of every kind the reader knows. */
export function fuzzCases(): FuzzCase[] {
  return [...listCases(), ...documentCases(), ...smallDocuments()];
}

function* listCases(): Generator<FuzzCase> {
  for (const list of [...LIST_FILES, ...OTHER_LIST_FILES]) {
    const files = filesOf(list);
    if (files === undefined) continue;
    const { source, format, files: own } = readerOf(list, files);
    // One file of the publication is damaged at a time; the others stay sound, and small.
    const cut = own.map((file) => ({
      ...file,
      bytes: /\.xlsx?$/.test(file.name) ? file.bytes : file.bytes.slice(0, MOST_BYTES),
    }));
    const most = cut.slice(0, 4);
    for (const file of most) {
      yield {
        id: `${source.id}/${format.id}/${file.name.replace(/\//g, '_')}`,
        bytes: file.bytes,
        read: async (bytes) => {
          const damaged = most.map((other) => (other === file ? { ...file, bytes } : other));
          format.detects(damaged);
          format.parse(damaged, source);
        },
      };
    }
  }
}

function* documentCases(): Generator<FuzzCase> {
  for (const folder of DOCUMENTS) {
    const root = corpusFile(folder);
    if (root === undefined) continue;
    // One document of each ending from each folder.
    const seen = new Set<string>();
    for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
      const whole = join(root, path);
      const ending = READABLE.exec(path)?.[1]?.toLowerCase();
      if (ending === undefined || !statSync(whole).isFile() || seen.has(`${join(path, '..')}:${ending}`))
        continue;
      const isText = ending !== 'xlsx' && ending !== 'parquet';
      if (!isText && statSync(whole).size > MOST_DOCUMENT_BYTES) continue;
      seen.add(`${join(path, '..')}:${ending}`);
      yield document(
        path.split('/').at(-1)!,
        readFileSync(whole).subarray(0, isText ? MOST_BYTES : MOST_DOCUMENT_BYTES),
      );
    }
  }
}

/** Documents that need no corpus. */
function smallDocuments(): FuzzCase[] {
  const texts: Readonly<Record<string, string>> = {
    'customers.csv':
      'name;birth date;country\n"Müller; Anna";1970-02-03;DE\nИван Петров;1981;RU\n"بن لادن";;SA\n',
    'customers.tsv': 'name\tdob\nAnna Müller\t03.02.1970\n',
    'customers.ndjson': '{"name":"Anna Müller","birthDate":"1970-02-03"}\n{"name":["Ivan","Иван"]}\n',
    'customers.json': '[{"name":"Anna Müller","country":"de"},{"name":"Ivan","nested":{"a":[1,null]}}]',
    'names.txt': 'Anna Müller\nИван Петров\nأيمن الظواهري\n',
    'article.html':
      '<html><head><meta charset="utf-8"><title>A</title></head><body><nav>x</nav><article><h1>Report</h1><p>Anna Müller met Ivan Petrov in Vienna on Monday, officials said, and left by train for Graz.</p></article></body></html>',
  };
  return Object.entries(texts).map(([name, text]) => document(name, Buffer.from(text)));
}

function document(name: string, sound: Uint8Array): FuzzCase {
  return {
    id: `document/${name}`,
    bytes: sound,
    read: async (bytes) => {
      const opened = await openDocument({ name, bytes });
      for await (const item of opened.subjects()) void item;
    },
  };
}
