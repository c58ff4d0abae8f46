import { joined, MAX_DEPTH, MAX_PARTS, MAX_QUERY, type Query } from './query.ts';

/**
 * Reads a query in the syntax of Elasticsearch's `simple_query_string`: words (all are needed), `+` and, `|` or,
 * `-` not, `"phrases"`, `word*`, `word~1`, brackets. Whatever cannot be understood is read over: it never fails.
 */
export function parseSimpleQuery(text: string): Query {
  const tokens = [...text.slice(0, MAX_QUERY).matchAll(TOKEN)].slice(0, MAX_PARTS).map(([token]) => token);
  let at = 0;

  function alternatives(depth: number): Query {
    const found: Query[][] = [[]];
    while (at < tokens.length) {
      const token = tokens[at]!;
      if (token === ')') {
        at++;
        if (depth > 0) break;
        continue;
      }
      if (token === '|') {
        at++;
        found.push([]);
        continue;
      }
      const query = clause(depth);
      if (query !== undefined) found.at(-1)!.push(query);
    }
    const parts = found.filter((each) => each.length > 0).map((each) => joined('and', each));
    return parts.length === 0 ? { kind: 'all' } : joined('or', parts);
  }

  function clause(depth: number): Query | undefined {
    const token = tokens[at++]!;
    if (token === '+') return undefined;
    if (token === '-') {
      const next =
        at < tokens.length && !/^[)|+]$/.test(tokens[at]!) && depth < MAX_DEPTH
          ? clause(depth + 1)
          : undefined;
      return next === undefined ? undefined : { kind: 'not', of: next };
    }
    if (token === '(') return depth < MAX_DEPTH ? alternatives(depth + 1) : undefined;
    if (token.startsWith('"')) {
      const words = token.replace(/^"|"(?:~\d+)?$/g, '');
      const slop = /"~(\d+)$/.exec(token)?.[1];
      return { kind: 'phrase', text: words, slop: slop === undefined ? 0 : Math.min(100, Number(slop)) };
    }
    const fuzzy = /^(.+?)~(\d*)$/.exec(token);
    if (fuzzy !== null) {
      return {
        kind: 'fuzzy',
        text: fuzzy[1]!,
        edits: fuzzy[2] === '' ? 'auto' : Math.min(2, Number(fuzzy[2])),
      };
    }
    if (/[^*]\*$/.test(token)) return { kind: 'wildcard', pattern: token };
    return { kind: 'term', text: token };
  }

  return alternatives(0);
}

const TOKEN = /"[^"]*"(?:~\d{1,3})?|[()|]|(?<=^|[\s()|+-])[+-]|[^\s()|"]+/g;
