import { type Fault, Unprocessable } from './detail.ts';

/** A parameter of a query string as yente declares it. */
type Parameter =
  | { readonly kind: 'text'; readonly default?: string; readonly pattern?: RegExp; readonly title: string }
  | {
      readonly kind: 'texts';
      readonly most?: number;
      readonly oneOf?: readonly string[];
      readonly default?: readonly string[];
      readonly title: string;
    }
  | { readonly kind: 'whole'; readonly default: number; readonly most?: number; readonly title: string }
  | { readonly kind: 'number'; readonly default: number; readonly title: string }
  | { readonly kind: 'flag'; readonly default?: boolean; readonly title: string }
  | {
      readonly kind: 'choice';
      readonly oneOf: readonly string[];
      readonly default: string;
      readonly title: string;
    };

export type Parameters = Readonly<Record<string, Parameter>>;

type ValueOf<P extends Parameter> = P extends { kind: 'texts' }
  ? readonly string[]
  : P extends { kind: 'text' }
    ? P extends { default: string }
      ? string
      : string | undefined
    : P extends { kind: 'flag' }
      ? P extends { default: boolean }
        ? boolean
        : boolean | undefined
      : P extends { kind: 'choice' }
        ? string
        : number;

export type Values<P extends Parameters> = { readonly [K in keyof P]: ValueOf<P[K]> };

/**
 * Reads a query string by yente's declarations, with FastAPI's rules: of a parameter given twice that can be given
 * once the last counts, what is not declared is read over. Throws Unprocessable with every fault.
 */
export function readParameters<P extends Parameters>(declared: P, query: unknown): Values<P> {
  const given = query as Readonly<Record<string, string | readonly string[] | undefined>>;
  const values: Record<string, unknown> = {};
  const faults: Fault[] = [];
  for (const [name, parameter] of Object.entries(declared)) {
    const raw = Object.hasOwn(given, name) ? given[name] : undefined;
    const all = raw === undefined ? [] : typeof raw === 'string' ? [raw] : raw;
    values[name] =
      parameter.kind === 'texts'
        ? textsOf(name, parameter, all, faults)
        : oneOf(name, parameter, all.at(-1), faults);
  }
  if (faults.length > 0) throw new Unprocessable(faults);
  return values as Values<P>;
}

function textsOf(
  name: string,
  { most, oneOf: allowed, default: standard }: Extract<Parameter, { kind: 'texts' }>,
  all: readonly string[],
  faults: Fault[],
): readonly string[] {
  if (all.length === 0) return standard ?? [];
  if (most !== undefined && all.length > most) {
    faults.push({
      type: 'too_long',
      loc: ['query', name],
      msg: `List should have at most ${most} items after validation, not ${all.length}`,
      ctx: { field_type: 'List', max_length: most, actual_length: all.length },
    });
  }
  all.forEach((value, i) => {
    if (allowed !== undefined && !allowed.includes(value))
      faults.push(enumFault(['query', name, i], value, allowed));
  });
  return all;
}

function oneOf(
  name: string,
  parameter: Exclude<Parameter, { kind: 'texts' }>,
  text: string | undefined,
  faults: Fault[],
): unknown {
  const loc = ['query', name];
  if (text === undefined) return parameter.default;
  const fault = (type: string, msg: string, ctx?: Fault['ctx']) => {
    faults.push({ type, loc, msg, input: text.slice(0, 200), ...(ctx === undefined ? {} : { ctx }) });
    return parameter.default;
  };
  switch (parameter.kind) {
    case 'text':
      if (parameter.pattern !== undefined && !parameter.pattern.test(text)) {
        const pattern = parameter.pattern.source;
        return fault('string_pattern_mismatch', `String should match pattern '${pattern}'`, { pattern });
      }
      return text;
    case 'whole': {
      if (!/^\s*[+-]?\d{1,15}(?:\.0*)?\s*$/.test(text)) {
        return fault('int_parsing', 'Input should be a valid integer, unable to parse string as an integer');
      }
      const number = Math.trunc(Number(text));
      if (parameter.most !== undefined && number > parameter.most) {
        return fault('less_than_equal', `Input should be less than or equal to ${parameter.most}`, {
          le: parameter.most,
        });
      }
      return number;
    }
    case 'number': {
      const number = Number(text);
      if (text.trim() === '' || !Number.isFinite(number)) {
        return fault('float_parsing', 'Input should be a valid number, unable to parse string as a number');
      }
      return number;
    }
    case 'flag': {
      const flag = FLAGS.get(text.toLowerCase());
      return flag ?? fault('bool_parsing', 'Input should be a valid boolean, unable to interpret input');
    }
    case 'choice':
      if (parameter.oneOf.includes(text)) return text;
      faults.push(enumFault(loc, text, parameter.oneOf));
      return parameter.default;
  }
}

/** What pydantic takes for a truth value. */
const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 'true', 't', 'yes', 'y', 'on'].map((word) => [word, true] as const),
  ...['0', 'false', 'f', 'no', 'n', 'off'].map((word) => [word, false] as const),
]);

function enumFault(loc: readonly (string | number)[], input: string, allowed: readonly string[]): Fault {
  const quoted = allowed.map((value) => `'${value}'`);
  const expected = quoted.length === 1 ? quoted[0]! : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
  return {
    type: 'enum',
    loc,
    msg: `Input should be ${expected}`,
    input: input.slice(0, 200),
    ctx: { expected },
  };
}

/** The declarations as the JSON schema of a query string, for OpenAPI. */
export function parametersSchema(declared: Parameters): object {
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(declared).map(([name, parameter]) => [name, schemaOf(parameter)]),
    ),
  };
}

function schemaOf(parameter: Parameter): object {
  const common = {
    title: parameter.title,
    ...(parameter.default === undefined ? {} : { default: parameter.default }),
  };
  switch (parameter.kind) {
    case 'text':
      return {
        type: 'string',
        ...common,
        ...(parameter.pattern === undefined ? {} : { pattern: parameter.pattern.source }),
      };
    case 'texts':
      return {
        type: 'array',
        items: { type: 'string', ...(parameter.oneOf === undefined ? {} : { enum: parameter.oneOf }) },
        ...common,
        ...(parameter.most === undefined ? {} : { maxItems: parameter.most }),
      };
    case 'whole':
      return {
        type: 'integer',
        ...common,
        ...(parameter.most === undefined ? {} : { maximum: parameter.most }),
      };
    case 'number':
      return { type: 'number', ...common };
    case 'flag':
      return { type: 'boolean', ...common };
    case 'choice':
      return { type: 'string', enum: parameter.oneOf, ...common };
  }
}

/** A date or time as `changed_since` takes it: a day, to the hour, minute or second. */
export const TIMESTAMP = /^\d{4}-\d{2}-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?$/;
