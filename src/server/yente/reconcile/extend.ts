import { countryName, propertyWords, schemaOf, schemaWords, valueWords } from '../../../entity/index.ts';
import type { Limits } from '../../options.ts';
import type { Loaded } from '../../service.ts';
import { type Fault, InvalidForm, Refusal } from '../detail.ts';
import { isObject, missing, notOf } from '../match-body.ts';
import type { Parameters, Values } from '../parameters.ts';
import { parsedField } from './form.ts';

export const EXTEND_PARAMETERS = {
  type: {
    kind: 'text',
    default: 'Thing',
    title: 'Type of the entity for which properties should be proposed.',
  },
  limit: { kind: 'whole', default: 0, title: 'Number of suggestions to return.' },
} as const satisfies Parameters;

/** Answers a data extension query: values of properties of entities, by their ids. Throws Refusal, InvalidForm. */
export function extend(
  loaded: Loaded,
  text: string,
  limits: Limits,
): { readonly meta: object[]; readonly rows: object } {
  const title = 'FreebaseExtendQuery';
  const value = parsedField(text, title);
  if (!isObject(value)) throw new InvalidForm(title, [notOf('model_type', [], 'a valid dictionary', value)]);
  const { ids, properties } = value;
  const faults: Fault[] = [];
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string')) {
    faults.push(
      ids === undefined ? missing(['ids'], value) : notOf('list_type', ['ids'], 'a valid list', ids),
    );
  }
  if (
    !Array.isArray(properties) ||
    !properties.every((each) => isObject(each) && typeof each.id === 'string')
  ) {
    faults.push(
      properties === undefined
        ? missing(['properties'], value)
        : notOf('list_type', ['properties'], 'a valid list', properties),
    );
  }
  if (faults.length > 0) throw new InvalidForm(title, faults);
  const asked = (properties as Readonly<Record<string, unknown>>[]).map(extendProperty);
  if ((ids as string[]).length > limits.batch)
    throw new Refusal(400, `Too many queries in one batch (limit: ${limits.batch})`);
  const { book } = loaded.lookup;
  const metas = new Map<string, object>();
  const rows = (ids as string[]).map((id): [string, object] => {
    const [number] = book.numbersOf(id);
    if (number === undefined) {
      if (book.numbersOfReferent(id).length === 0) return [id, {}];
      throw new Refusal(400, 'Please specify the canonical entity ID, not a referent');
    }
    const entity = book.entity(number);
    const schema = schemaOf(entity.schema);
    const row = asked.flatMap(({ id: property, limit, raw }): [string, object][] => {
      const known = schema?.properties.get(property);
      if (known === undefined) return [];
      metas.set(property, {
        id: property,
        name: propertyWords(entity.schema).get(property)?.label ?? property,
      });
      const values = Object.hasOwn(entity.properties, property) ? entity.properties[property]! : [];
      const shown = limit > 0 ? values.slice(0, limit) : values;
      return [[property, shown.map((each) => ({ str: raw ? each : readable(known.type, each) }))]];
    });
    return [id, Object.fromEntries(row)];
  });
  return { meta: [...metas.values()], rows: Object.fromEntries(rows) };
}

function extendProperty(property: Readonly<Record<string, unknown>>) {
  const settings = isObject(property.settings) ? property.settings : {};
  const limit = Number(settings.limit ?? 0);
  return {
    id: property.id as string,
    limit: Number.isSafeInteger(limit) ? limit : 0,
    raw: settings.render === 'raw',
  };
}

function readable(type: string, value: string): string {
  return (type === 'country' ? countryName(value) : valueWords(type, value)) ?? value;
}
/** Properties that values can be fetched of, those that FtM shows first before the others. Throws Refusal 400. */
export function extendProperties({ type, limit }: Values<typeof EXTEND_PARAMETERS>): object {
  const schema = schemaOf(type);
  if (schema === undefined) throw new Refusal(400, `Invalid type: ${type.slice(0, 100)}`);
  const words = propertyWords(type);
  const featured = (schemaWords(type)?.featured ?? []).filter((name) => words.has(name));
  const others = [...words].flatMap(([name, { hidden }]) =>
    hidden || featured.includes(name) || schema.properties.get(name)?.type === 'entity' ? [] : [name],
  );
  const properties = [...featured, ...others]
    .slice(0, limit > 0 ? limit : undefined)
    .map((id) => ({ id, name: words.get(id)!.label }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return { limit, type, properties };
}
