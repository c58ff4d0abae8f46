import fc from 'fast-check';

/** A JSON Schema as far as those of the routes go. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly maxProperties?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly format?: string;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema?: Schema;
}

/** One operation of an OpenAPI document. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly permission: string;
  readonly parameters: readonly Parameter[];
  /** Media type → schema; empty where no body is asked for. */
  readonly bodies: Readonly<Record<string, Schema>>;
  readonly responses: Readonly<Record<string, unknown>>;
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
}

export function operationsOf({ paths }: OpenApi): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const { content = {} } = (operation.requestBody ?? {}) as {
        content?: Record<string, { schema?: Schema }>;
      };
      return {
        method: method.toUpperCase() as Operation['method'],
        path,
        permission: String(operation['x-riegel-permission']),
        parameters: (operation.parameters ?? []) as readonly Parameter[],
        bodies: Object.fromEntries(Object.entries(content).map(([type, { schema = {} }]) => [type, schema])),
        responses: (operation.responses ?? {}) as Readonly<Record<string, unknown>>,
      };
    }),
  );
}

/** Texts of which one fits whatever pattern the routes ask for. */
const TEXTS = ['none-such', 'none_such', 'de', '1.none-such', 'STANDARD@1', 'Person', '1'];

/** Values that a schema lets through. */
export function valid(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const [type] = [schema.type ?? (schema.properties === undefined ? 'string' : 'object')].flat();
  const { minimum = 0, maximum = minimum + 100 } = schema;
  switch (type) {
    case 'object': {
      const { properties = {}, required = [], additionalProperties, maxProperties } = schema;
      const members = Object.entries(properties).slice(0, maxProperties);
      const known = fc.record(Object.fromEntries(members.map(([name, each]) => [name, valid(each)])), {
        requiredKeys: [...required],
      });
      if (typeof additionalProperties !== 'object') return known;
      return fc.dictionary(fc.constantFrom('name', 'birthDate', 'alias'), valid(additionalProperties));
    }
    case 'array': {
      const { items = {}, minItems = 0, maxItems = 3 } = schema;
      return fc.array(valid(items), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 2) });
    }
    case 'integer':
      return fc.integer({ min: minimum, max: Math.min(maximum, minimum + 1_000) });
    case 'number':
      return fc.double({ min: minimum, max: maximum, noNaN: true });
    case 'boolean':
      return fc.boolean();
    default: {
      if (schema.format === 'date-time')
        return fc.constantFrom('2031-01-02T03:04:05Z', '2027-12-31T00:00:00Z');
      const { minLength = 0, maxLength = 256, pattern } = schema;
      const fits = new RegExp(pattern ?? '', 'u');
      const texts = TEXTS.filter(
        (text) => text.length >= minLength && text.length <= maxLength && fits.test(text),
      );
      return fc.constantFrom(...texts);
    }
  }
}

/** One value that a schema lets through, the same for the same seed. */
export function sampleOf(schema: Schema, seed: number): unknown {
  return fc.sample(valid(schema), { numRuns: 1, seed })[0];
}
