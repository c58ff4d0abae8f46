import type { ListDraft } from './list-draft.ts';
import type { XmlElement, XmlReading } from './xml.ts';

/**
 * Reports every element and attribute that we do not know, once for each name: a publication that has grown.
 * `shape` holds the known elements, each with its attributes separated by spaces.
 */
export function reportUnknown(
  list: ListDraft,
  element: XmlElement,
  shape: Readonly<Record<string, string>>,
): void {
  const { name, line } = element;
  const attributes = Object.hasOwn(shape, name) ? shape[name] : undefined;
  if (attributes === undefined) {
    list.issueOnce('drift', 'unknown-element', `Element "${name}" is not known and not read`, { line });
    return;
  }
  const known = attributes.split(' ');
  for (const attribute in element.attributes) {
    if (known.includes(attribute)) continue;
    const message = `Attribute "${attribute}" of "${name}" is not known and not read`;
    list.issueOnce('drift', 'unknown-attribute', message, { line });
  }
  for (const child of element.children) reportUnknown(list, child, shape);
}

/** Reports the elements that stand outside every record: a publication with a part that we do not read. */
export function reportOutside(list: ListDraft, reading: XmlReading): void {
  for (const path of reading.outside.keys()) {
    list.issueOnce('drift', 'unknown-element', `Element "${path}" is not known and not read`, { path });
  }
}
