import { inflateSync } from 'node:zlib';
import { RiegelError } from '../../entity/index.ts';

/** A certificate is far smaller; what unpacks to more is none. */
const MAX_BYTES = 16_000_000;

/**
 * The JSON attached to a PDF that `certificatePdf` made. Throws `certificate/unreadable`: a PDF that another program
 * has written anew may keep its attachment in another way.
 */
export function attachedCertificate(pdf: Buffer): unknown {
  const text = pdf.toString('latin1');
  const marker = text.indexOf('/EmbeddedFile\n');
  const begin = text.indexOf('\nstream\n', marker);
  const length = Number(/\/Length (\d+)\n/.exec(text.slice(marker, begin))?.[1]);
  if (marker >= 0 && begin >= 0 && Number.isSafeInteger(length)) {
    const from = begin + '\nstream\n'.length;
    try {
      const json = inflateSync(pdf.subarray(from, from + length), { maxOutputLength: MAX_BYTES });
      return JSON.parse(json.toString('utf8'));
    } catch (cause) {
      throw unreadable(cause);
    }
  }
  throw unreadable();
}

function unreadable(cause?: unknown): RiegelError {
  return new RiegelError(
    'certificate/unreadable',
    'The PDF has no certificate attached as Riegel attaches it',
    {
      expected: 'the file as it was issued, not printed or saved anew; or the certificate as JSON',
      cause,
    },
  );
}
