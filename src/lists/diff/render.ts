import type { ChangedEntity, DiffedEntity, FieldChange } from './diff.ts';
import type { VersionDiff } from './versions.ts';

/**
 * The difference as plain text: what matters for matching first, marked `!`; the rest marked `.`.
 * @param limit most entities told of each sort; the count of those left out is told instead
 */
export function renderDiff(diff: VersionDiff, limit = Number.POSITIVE_INFINITY): string {
  const mattering = diff.changed.filter(({ matters }) => matters);
  const others = diff.changed.filter(({ matters }) => !matters);
  const lines = [
    `${diff.sourceId}: ${diff.from.version} -> ${diff.to.version}`,
    `${diff.added.length} added, ${diff.removed.length} removed, ${mattering.length} changed in what matching reads, ` +
      `${others.length} in other text only, ${diff.unchanged} unchanged`,
    ...section('Added', diff.added, limit, (entity) => [`+ ${label(entity)}`]),
    ...section('Removed', diff.removed, limit, (entity) => [`- ${label(entity)}`]),
    ...section('Changed, matters for matching', mattering, limit, changeLines),
    ...section('Changed, does not matter for matching', others, limit, changeLines),
  ];
  return `${lines.join('\n')}\n`;
}

function section<T>(
  title: string,
  items: readonly T[],
  limit: number,
  render: (item: T) => string[],
): string[] {
  if (items.length === 0) return [];
  const left = items.length - limit;
  return [
    '',
    `${title} (${items.length})`,
    ...items.slice(0, limit).flatMap(render),
    ...(left > 0 ? [`  … and ${left} more`] : []),
  ];
}

function changeLines(entity: ChangedEntity): string[] {
  const was = entity.previousId === undefined ? '' : ` (was ${entity.previousId})`;
  return [`~ ${label(entity)}${was}`, ...entity.fields.map(fieldLine)];
}

function fieldLine({ field, matters, added, removed }: FieldChange): string {
  const values = [
    ...removed.map((value) => `-${printable(value)}`),
    ...added.map((value) => `+${printable(value)}`),
  ];
  return `    ${matters ? '!' : '.'} ${field}: ${values.join('  ')}`;
}

function label({ id, schema, caption, concerns }: DiffedEntity): string {
  const of = concerns.length === 0 ? '' : ` of ${concerns.join(', ')}`;
  return `${id} ${schema} ${printable(caption)}${of}`;
}

/** Quoted, on one line, and with nothing in it that steers a terminal. */
function printable(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
