import type { ValueNote } from '../../../entity/index.ts';
import type { EntityDraft } from '../../entity-draft.ts';
import type { IssuePlace, ListDraft } from '../../list-draft.ts';
import { childrenOf, textOf, type XmlElement } from '../../xml.ts';
import { languageOf } from './languages.data.ts';

const NAME_PROPERTIES: Readonly<Record<string, string>> = {
  'primary-name': 'name',
  alias: 'alias',
  'formerly-known-as': 'previousName',
};

/** FtM property of a person for each part of a name; parts without one only stand in the whole name. */
const PART_PROPERTIES: Readonly<Record<string, string | undefined>> = {
  'family-name': 'lastName',
  'maiden-name': 'lastName',
  'given-name': 'firstName',
  'further-given-name': 'secondName',
  'father-name': 'fatherName',
  'grand-father-name': 'middleName',
  'tribal-name': 'middleName',
  suffix: 'nameSuffix',
  title: 'title',
  'whole-name': undefined,
  other: undefined,
};

/** Most whole names that the variants of one name may give in one language. */
const MOST_COMBINATIONS = 64;

interface Variant {
  readonly lang: string;
  readonly script: string;
  readonly text: string;
  readonly type: string;
}

interface Part {
  readonly type: string;
  readonly order: number;
  readonly value: string;
  readonly variants: readonly Variant[];
}

/** Adds a name with its parts, and the names that its spelling variants make, language by language. */
export function addSecoName(
  list: ListDraft,
  holder: EntityDraft,
  element: XmlElement,
  mainIdentity: boolean,
  place: IssuePlace,
): void {
  const type = element.attributes['name-type'] ?? '';
  const weak = element.attributes.quality === 'low';
  const property = Object.hasOwn(NAME_PROPERTIES, type) ? NAME_PROPERTIES[type]! : 'alias';
  if (!Object.hasOwn(NAME_PROPERTIES, type)) {
    list.issueOnce('drift', 'unknown-name-type', `Type of name "${type}" is not known`, place);
  }
  const parts = partsOf(list, element, place);
  const lang = languageOf(element.attributes.lang);
  const primary = property === 'name' && mainIdentity;
  const note: ValueNote = {
    element: 'identity/name',
    quality: weak ? 'weak' : primary ? 'primary' : 'strong',
    ...(property === 'previousName' && { kind: 'former' }),
    ...(!mainIdentity && property !== 'previousName' && { kind: 'name of another identity' }),
    ...(lang && { lang }),
  };
  const other = weak && property !== 'previousName' ? 'weakAlias' : property === 'name' ? 'alias' : property;
  const whole = parts.filter((part) => part.type !== 'title');
  const shown = primary && !weak ? 'name' : other;
  holder.add(shown, whole.map(({ value }) => value).join(' '), note);
  if (holder.schema === 'Person') addParts(holder, parts, note, weak);
  addVariants(list, holder, whole, other, note, place);
}

function partsOf(list: ListDraft, element: XmlElement, place: IssuePlace): readonly Part[] {
  return childrenOf(element, 'name-part')
    .map((part) => {
      const type = part.attributes['name-part-type'] ?? '';
      if (!Object.hasOwn(PART_PROPERTIES, type)) {
        list.issueOnce('drift', 'unknown-name-part', `Part of name "${type}" is not known`, place);
      }
      const variants = childrenOf(part, 'spelling-variant').map((variant) => ({
        lang: variant.attributes.lang ?? '',
        script: variant.attributes.script ?? '',
        text: variant.text,
        type: variant.attributes['spelling-variant-type'] ?? '',
      }));
      const order = Number(part.attributes.order ?? '0');
      return {
        type,
        order,
        value: textOf(part, 'value'),
        variants: variants.filter(({ text }) => text !== ''),
      };
    })
    .filter((part) => part.value !== '' || part.variants.length > 0)
    .sort((a, b) => a.order - b.order);
}

function addParts(holder: EntityDraft, parts: readonly Part[], note: ValueNote, weak: boolean): void {
  for (const part of parts) {
    const property = Object.hasOwn(PART_PROPERTIES, part.type) ? PART_PROPERTIES[part.type] : undefined;
    if (property === undefined || (weak && property !== 'title')) continue;
    const partNote: ValueNote = {
      element: 'identity/name/name-part',
      ...(part.type.startsWith('grand') || part.type === 'tribal-name' || part.type === 'maiden-name'
        ? { kind: part.type }
        : {}),
      ...(note.lang && { lang: note.lang }),
    };
    holder.add(property, part.value, partNote);
    for (const { text, lang } of part.variants) {
      const code = languageOf(lang);
      holder.add(property, text, { ...partNote, kind: 'spelling variant', ...(code && { lang: code }) });
    }
  }
}

function addVariants(
  list: ListDraft,
  holder: EntityDraft,
  parts: readonly Part[],
  property: string,
  note: ValueNote,
  place: IssuePlace,
): void {
  const groups = new Map<string, Variant>();
  for (const { variants } of parts) {
    for (const variant of variants) groups.set(`${variant.lang} ${variant.script}`, variant);
  }
  for (const { lang, script } of groups.values()) {
    const latin = script === '' || script === 'LATN';
    const choices = parts.map((part) => {
      const texts = part.variants
        .filter((v) => v.lang === lang && v.script === script)
        .map(({ text }) => text);
      return texts.length > 0 ? texts : undefined;
    });
    // Half a name in another script: what has no variant is left out, unless only one part would remain.
    const given = choices.filter((choice) => choice !== undefined).length;
    const columns = choices
      .map((choice, index) => choice ?? (latin || given < 2 ? [parts[index]!.value] : []))
      .filter((column) => column.length > 0);
    const { names, capped } = combinations(columns);
    if (capped) {
      const message = `Spelling variants make too many names of ${holder.id}; each is kept in one of them`;
      list.issue('mended', 'too-many-variants', message, place);
    }
    const code = languageOf(lang);
    const { lang: _, ...rest } = note;
    const quality = note.quality === 'weak' ? ('weak' as const) : ('strong' as const);
    const kind = latin ? 'spelling variant' : 'original script';
    for (const name of names) {
      holder.add(property, name, { ...rest, quality, kind, ...(code && { lang: code }) });
    }
  }
}

/** All ways to take one of each column; when they are too many, as many as the longest column has rows. */
function combinations(columns: readonly (readonly string[])[]): {
  names: readonly string[];
  capped: boolean;
} {
  const count = columns.reduce((product, column) => product * column.length, 1);
  if (count > MOST_COMBINATIONS) {
    const longest = Math.max(...columns.map((column) => column.length));
    const names = Array.from({ length: longest }, (_, row) =>
      columns.map((column) => column[Math.min(row, column.length - 1)]!).join(' '),
    );
    return { names, capped: true };
  }
  const names = columns.reduce<readonly string[]>(
    (made, column) => made.flatMap((head) => column.map((text) => (head === '' ? text : `${head} ${text}`))),
    [''],
  );
  return { names, capped: false };
}
