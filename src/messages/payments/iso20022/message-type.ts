import type { PlacedText } from '../payment.ts';
import { typeOfMessageElement } from './elements.ts';

/** What kind of message a document is, and what is odd about how it says so. */
export interface MessageType {
  /** `pacs.008`, or `unknown`. */
  readonly type: string;
  /** `001.08`; empty where it is not said. */
  readonly version: string;
  readonly faults: readonly { readonly code: string; readonly message: string }[];
}

/** Message name with version, in the ISO namespace or in one that a bank or clearing made after it (`…pain.001.001.03.ch.02`). */
const NAMED = /(?<![a-z])([a-z]{4}\.\d{3})\.(\d{3}\.\d{2})(?!\d)/;
const ISO = /^urn:(?:iso:std:iso:20022:tech:xsd|swift:xsd):(?:\$?[a-z]{4}\.)/;

/**
 * Tells a message by its namespace; where that does not name one, by the element below `Document`, and last by the
 * application header. Versions are taken as found.
 * @param namespace undefined where the document's prefix is not bound, empty where it has none.
 * @param name the element below `Document`.
 */
export function messageTypeOf(
  namespace: string | undefined,
  name: string,
  stated: PlacedText | undefined,
): MessageType {
  const faults: { code: string; message: string }[] = [];
  const byNamespace = NAMED.exec(namespace ?? '');
  const byName = typeOfMessageElement(name) ?? NAMED.exec(name)?.[1];
  const byHeader = NAMED.exec(stated?.text ?? '');
  if (namespace === undefined) {
    faults.push({
      code: 'messages/unbound-prefix',
      message: 'The prefix of the document is bound to no namespace',
    });
  } else if (byNamespace === null || !ISO.test(namespace)) {
    const seen = namespace === '' ? 'no namespace' : `the namespace ${namespace.slice(0, 200)}`;
    faults.push({
      code: 'messages/wrong-namespace',
      message: `The document has ${seen}, not that of an ISO 20022 message`,
    });
  }
  const type = byNamespace?.[1] ?? byName ?? byHeader?.[1] ?? 'unknown';
  if (byName !== undefined && byName !== type) {
    const message = `The namespace says ${type}, the element ${name} is that of ${byName}`;
    faults.push({ code: 'messages/type-mismatch', message });
  }
  if (byHeader !== null && byHeader[1] !== type) {
    const message = `The application header says ${byHeader[1]}, the document is ${type}`;
    faults.push({ code: 'messages/type-mismatch', message });
  }
  const version = byNamespace?.[2] ?? (byHeader?.[1] === type ? byHeader[2] : undefined) ?? '';
  return { type, version, faults };
}
