import { RiegelError } from '../../entity/index.ts';
import type { ListMapping } from './mapping.ts';

/** What a value in the document must be. A check throws through `fail` with the path of the field. */
type Check = (value: unknown, path: string) => void;

function fail(path: string, expected: string): never {
  throw new RiegelError('lists/mapping', `The mapping's field ${path} must be ${expected}`, {
    place: { path },
    expected,
  });
}

const text: Check = (value, path) => {
  if (typeof value !== 'string' || value.trim() === '') fail(path, 'a text');
};
const flag: Check = (value, path) => {
  if (typeof value !== 'boolean') fail(path, 'true or false');
};
const count: Check = (value, path) => {
  if (!Number.isSafeInteger(value) || (value as number) < 1) fail(path, 'a whole number from 1');
};
const pattern: Check = (value, path) => {
  text(value, path);
  try {
    new RegExp(value as string, 'iu');
  } catch (cause) {
    fail(path, `a regular expression (${cause instanceof Error ? cause.message : cause})`);
  }
};
const url: Check = (value, path) => {
  text(value, path);
  if (!/^https?:$/.test(URL.parse(value as string)?.protocol ?? '')) fail(path, 'a web address');
};

const sign: Check = (value, path) => {
  if (typeof value !== 'string' || value.length !== 1) fail(path, 'one character');
};

function oneOf(...allowed: readonly string[]): Check {
  return (value, path) => {
    if (!allowed.includes(value as string)) fail(path, allowed.map((each) => `"${each}"`).join(', '));
  };
}

function listOf(item: Check, atLeast = 1): Check {
  return (value, path) => {
    if (!Array.isArray(value) || value.length < atLeast) fail(path, `a list of ${atLeast} or more`);
    value.forEach((each, i) => {
      item(each, `${path}[${i}]`);
    });
  };
}

function pair(first: Check, second: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value) || value.length !== 2) fail(path, 'a list of two');
    first(value[0], `${path}[0]`);
    second(value[1], `${path}[1]`);
  };
}

function record(item: Check): Check {
  return (value, path) => {
    for (const [name, each] of Object.entries(object(value, path))) item(each, `${path}.${name}`);
  };
}

function object(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(path, 'an object');
  return value as Record<string, unknown>;
}

/** An object with these fields and no others. */
function fields(
  required: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check {
  return (value, path) => {
    const given = object(value, path);
    const at = (name: string) => (path === '' ? name : `${path}.${name}`);
    for (const name of Object.keys(given)) {
      if (!(name in required) && !(name in optional)) {
        fail(
          at(name),
          `left out: known fields are ${[...Object.keys(required), ...Object.keys(optional)].join(', ')}`,
        );
      }
    }
    for (const [name, check] of Object.entries(required)) check(given[name], at(name));
    for (const [name, check] of Object.entries(optional))
      if (given[name] !== undefined) check(given[name], at(name));
  };
}

/** A text is checked by the first check, anything else by the second. */
function textOr(ofText: Check, other: Check): Check {
  return (value, path) => (typeof value === 'string' ? ofText : other)(value, path);
}

const condition = fields({ column: text }, { matches: pattern, lacks: pattern });
const constants = record(listOf(text));
const anyText: Check = (value, path) => {
  if (typeof value !== 'string') fail(path, 'a text');
};

const header: Check = (value, path) => {
  const given = object(value, path);
  if ('row' in given) return fields({ row: count }, { rows: count })(value, path);
  if ('find' in given) return fields({ find: listOf(text) }, { rows: count })(value, path);
  if ('names' in given) return fields({ names: listOf(text) })(value, path);
  fail(path, 'one of { row }, { find } or { names }');
};

const column = fields(
  { column: textOr(text, listOf(text)), property: text },
  {
    on: oneOf('entity', 'sanction'),
    linked: fields({ schema: text, link: text }),
    schemata: listOf(text),
    when: listOf(condition),
    optional: flag,
    replace: listOf(pair(pattern, anyText)),
    split: textOr(pattern, fields({ quoted: text })),
    take: pattern,
    drop: pattern,
    values: record(anyText),
    date: fields({}, { order: oneOf('day-month', 'month-day'), latestYear: count }),
    country: flag,
    order: oneOf('last-first'),
    quality: oneOf('primary', 'strong', 'weak'),
    kind: text,
    lang: text,
  },
);

const file = fields(
  { format: oneOf('csv', 'tsv', 'xlsx', 'xls', 'ndjson'), names: listOf(text) },
  {
    urls: listOf(url),
    encoding: text,
    delimiter: sign,
    header,
    sheets: pattern,
    skip: listOf(condition),
    section: pattern,
    fillDown: listOf(text),
  },
);

const entity = fields(
  {
    id: fields(
      {
        prefix: text,
        key: listOf(textOr(text, fields({ column: text }, { match: pattern, otherwise: listOf(text) }))),
      },
      { digest: flag },
    ),
    schema: textOr(
      text,
      fields({ cases: listOf(fields({ when: listOf(condition), schema: text })) }, { otherwise: text }),
    ),
  },
  { merge: flag, designated: listOf(condition) },
);

const document = fields(
  {
    id: text,
    title: text,
    authority: text,
    jurisdiction: text,
    regimes: listOf(text),
    homepage: url,
    licence: text,
    rhythm: fields({ text, maxAgeHours: count }),
    file,
    entity,
    columns: listOf(column),
  },
  {
    addresses: listOf(fields({ template: text }, { property: text, when: listOf(condition) })),
    constants,
    sanction: fields({}, { constants, key: listOf(text) }),
    ignore: listOf(text),
  },
);

/**
 * Takes the JSON value of a mapping document and gives it back as a mapping.
 * Throws `lists/mapping` naming the first field that is wrong, missing or unknown.
 */
export function validateMapping(value: unknown): ListMapping {
  document(value, '');
  const mapping = value as ListMapping;
  if (!/^[a-z][a-z0-9_]*$/.test(mapping.id)) fail('id', 'small letters, digits and _');
  mapping.columns.forEach((each, i) => {
    if (each.on === 'sanction' && !mapping.sanction)
      fail(`columns[${i}].on`, '"entity", or there must be a sanction');
    if (each.date && each.country) fail(`columns[${i}]`, 'a date or a country, not both');
  });
  if (!mapping.columns.some((each) => NAMES.has(each.property))) fail('columns', 'a list that fills a name');
  return mapping;
}

const NAMES = new Set(['name', 'alias', 'weakAlias', 'previousName', 'publicKey']);
