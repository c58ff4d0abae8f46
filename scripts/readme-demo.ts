/** Puts the demo's real output into README.md: `npm run -s demo | npx node scripts/readme-demo.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

/** From the first alert of the customer table, this many subjects. */
const SUBJECTS = 7;

const lines = (await text(process.stdin)).split('\n');
const start = lines.findIndex(
  (line, i) => i > lines.indexOf('examples/customers.csv (csv)') && /^(clear|ALERT)/.test(line),
);
const subjects = lines.flatMap((line, i) => (i >= start && /^(clear|ALERT|REJECT)/.test(line) ? [i] : []));
const excerpt = ['examples/customers.csv (csv)', '', ...lines.slice(start, subjects[SUBJECTS])]
  .join('\n')
  .trimEnd();
const total = lines.find((line) => /subjects screened/.test(line));
if (start < 0 || total === undefined) throw new Error('This is no output of the demo');
const path = new URL('../README.md', import.meta.url);
const readme = readFileSync(path, 'utf8');
const block = /(```text\n)[\s\S]*?(\n```)/;
if (!block.test(readme)) throw new Error('README.md has no block for it');
writeFileSync(
  path,
  readme.replace(block, (_, open, close) => `${open}${excerpt}\n…\n${total}${close}`),
);
