import { createHash } from 'node:crypto';
import type { PaymentHead, PlacedText } from '../../../messages/index.ts';
import type { PaymentAnswer } from '../payment-door.ts';
import codes from './status-codes.data.json' with { type: 'json' };

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10';

/** Whether a message is answered by a status report between institutions. A customer's message is not: what a customer sees must not show that somebody was found. */
export function hasStatusReport({ family, type }: PaymentHead): boolean {
  return family === 'iso20022' && codes.answers.includes(type);
}

/**
 * Writes the status report (`pacs.002.001.10`) on one message, piece by piece as its transactions are answered. A clear
 * one is accepted as to the customer profile (`ACCP`); all others are pending (`PDNG`) with the codes of what is missing
 * or no more than that it goes on: never rejected, and no word of a match.
 * @param now ISO time, for the creation of the report.
 */
export class StatusReport {
  private readonly head: PaymentHead;
  private readonly now: string;

  constructor(head: PaymentHead, now: string) {
    this.head = head;
    this.now = now;
  }

  begin(): string {
    const { id, businessId, type, version, created } = this.head;
    const original = id?.text ?? businessId?.text ?? 'NOTPROVIDED';
    const own = createHash('sha256').update(`${type} ${original} ${this.now}`).digest('hex').slice(0, 32);
    const group = [
      element('OrgnlMsgId', original),
      element('OrgnlMsgNmId', [type, version].filter((each) => each !== '').join('.')),
      created === undefined ? '' : element('OrgnlCreDtTm', created.text),
    ].join('');
    return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${NAMESPACE}"><FIToFIPmtStsRpt><GrpHdr>${element('MsgId', `R${own}`)}${element('CreDtTm', this.now)}</GrpHdr><OrgnlGrpInfAndSts>${group}</OrgnlGrpInfAndSts>\n`;
  }

  /** Of a transaction of this message; nothing for what could not be read, since it has no references to name. */
  transaction(answer: PaymentAnswer): string {
    const { transaction, outcome } = answer;
    if (transaction === undefined || transaction.kind === 'surroundings') return '';
    const { instruction, endToEnd, transaction: own, uetr } = transaction.ids;
    const optional = (name: string, value: PlacedText | undefined) =>
      value === undefined ? '' : element(name, value.text);
    const { status } = outcome === 'clear' ? codes.clear : codes.pending;
    return `<TxInfAndSts>${optional('OrgnlInstrId', instruction)}${optional('OrgnlEndToEndId', endToEnd)}${optional('OrgnlTxId', own)}${optional('OrgnlUETR', uetr)}${element('TxSts', status)}${reasonsOf(answer)}</TxInfAndSts>\n`;
  }

  end(): string {
    return '</FIToFIPmtStsRpt></Document>\n';
  }
}

function reasonsOf({ outcome, completeness }: PaymentAnswer): string {
  if (outcome === 'clear') return '';
  const missing = completeness?.findings.filter(({ weight }) => weight === 'required') ?? [];
  const table: Readonly<Record<string, string>> = codes.missing;
  const named = new Set(missing.map(({ party, datum }) => table[`${party} ${datum}`] ?? ''));
  named.delete('');
  if (named.size > 0) return [...named].map((code) => reason(code)).join('');
  return reason(codes.pending.reason, codes.pending.information);
}

function reason(code: string, information?: string): string {
  const more = information === undefined ? '' : element('AddtlInf', information);
  return `<StsRsnInf><Rsn>${element('Cd', code)}</Rsn>${more}</StsRsnInf>`;
}

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function element(name: string, text: string): string {
  // Signs that XML has no way to write are left out.
  const plain = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
  return `<${name}>${plain.replace(/[&<>"']/g, (sign) => SIGNS[sign]!)}</${name}>`;
}
