import { SaxesParser } from 'saxes';
import { RiegelError } from '../../../entity/index.ts';

/** What a reader of a part wants to hear of. Names of elements and attributes come without their
 * namespace prefix. */
export interface XmlListener {
  open?(name: string, attribute: (name: string) => string | undefined): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Reads an XML part piece by piece and tells the listener of its elements; gives control back after each piece, so
 * that the caller can hand on what has been gathered. Entities are not expanded.
 * @throws RiegelError `messages/bad-xlsx` with the part, line and column where it is not well-formed or ends too early.
 */
export async function* readXml(
  pieces: AsyncIterable<Uint8Array>,
  file: string,
  part: string,
  listener: XmlListener,
): AsyncIterable<void> {
  const parser = new SaxesParser();
  parser.on('error', (cause) => {
    const place = { file, path: part, line: parser.line, column: parser.column };
    throw new RiegelError('messages/bad-xlsx', `The workbook's part ${part} is not well-formed`, {
      place,
      cause,
    });
  });
  parser.on('opentag', (tag) => {
    const attributes = tag.attributes as Record<string, string>;
    listener.open?.(localName(tag.name), (name) => attributeOf(attributes, name));
  });
  parser.on('closetag', (tag) => listener.close?.(localName(tag.name)));
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const piece of pieces) {
    decoder ??= new TextDecoder(encodingOf(piece), { fatal: true });
    try {
      parser.write(decoder.decode(piece, { stream: true }));
    } catch (cause) {
      if (cause instanceof RiegelError) throw cause;
      throw new RiegelError(
        'messages/bad-xlsx',
        `The workbook's part ${part} holds bytes that are no letters`,
        {
          place: { file, path: part, line: parser.line },
          cause,
        },
      );
    }
    yield;
  }
  parser.close();
  yield;
}

/** Office Open XML is UTF-8 or UTF-16 (ECMA-376 part 2, 9.1.7). */
function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

function attributeOf(attributes: Record<string, string>, name: string): string | undefined {
  if (Object.hasOwn(attributes, name)) return attributes[name];
  const prefixed = Object.keys(attributes).find((key) => localName(key) === name);
  return prefixed === undefined ? undefined : attributes[prefixed];
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
