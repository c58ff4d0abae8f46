import iconv from 'iconv-lite';

/** Character sets of the syntax identifiers of ISO 9735: what is sent beyond ASCII. */
const ENCODING: Readonly<Record<string, string>> = {
  ...{ UNOC: 'iso-8859-1', UNOD: 'iso-8859-2', UNOE: 'iso-8859-5', UNOF: 'iso-8859-7', UNOG: 'iso-8859-3' },
  ...{
    UNOH: 'iso-8859-4',
    UNOI: 'iso-8859-6',
    UNOJ: 'iso-8859-8',
    UNOK: 'iso-8859-9',
    UNOY: 'utf-8',
    UNOW: 'utf-8',
  },
};

export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
  /** The bytes are not of the character set that the interchange names: letters may be wrong. */
  readonly isDoubtful: boolean;
}

/**
 * The text of an EDIFACT document: UTF-8 where its bytes are such, whatever it says; else by its syntax identifier; else
 * Latin letters of Western Europe.
 */
export function decodeEdifact(bytes: Uint8Array): DecodedText {
  const said = /UNB.(UNO[A-Z])/.exec(Buffer.from(bytes.subarray(0, 200)).toString('latin1'))?.[1];
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const isAscii = !/[^\0-\x7f]/.test(text);
    return { text, encoding: 'utf-8', isDoubtful: !isAscii && ENCODING[said ?? ''] !== 'utf-8' };
  } catch {
    const encoding = ENCODING[said ?? ''];
    const isNamed = encoding !== undefined && encoding !== 'utf-8';
    const used = isNamed ? encoding : 'windows-1252';
    return { text: iconv.decode(Buffer.from(bytes), used), encoding: used, isDoubtful: !isNamed };
  }
}
