/**
 * A payment message as it was understood, whatever the family it came in (ISO 20022, SWIFT FIN). Nothing here is
 * corrected or completed: every value is the message's own, with the place where it stands.
 */

/** A piece of a text that does not stand in the source letter for letter and in one run. */
export interface TextPiece {
  /** Where the piece begins in the text; it goes up to the next piece. */
  readonly at: number;
  /** Where it stands in the source. Where the lengths differ, the whole of it stands for the piece (`&amp;` for `&`). */
  readonly start: number;
  readonly end: number;
}

/** A text of a message and where it stands. Offsets count UTF-16 units of the decoded source from 0, without its byte order mark. */
export interface PlacedText {
  /** As written, without the blanks around it. */
  readonly text: string;
  /**
   * Element path from the outermost element, without prefixes, the second and later of equal siblings numbered:
   * `/Document/CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf[57]/Cdtr/Nm`. FIN: block, tag and line, `/4/50F/1`.
   */
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** Present where the text is not what stands between `start` and `end`: references, joined lines. */
  readonly pieces?: readonly TextPiece[];
}

/** What a message family is. */
export type PaymentFamily = 'iso20022' | 'fin';

/** The message that a transaction came in. */
export interface PaymentHead {
  readonly family: PaymentFamily;
  /** `pacs.008`, `pain.001`, `MT103`; `unknown` where nothing tells. */
  readonly type: string;
  /** As found: `001.08` of ISO 20022, `STP` or `COV` of FIN; empty where the message does not say. */
  readonly version: string;
  /** The element below `Document`, or the FIN message's own name of itself. */
  readonly name: string;
  /** Namespace of the document, or the application header's service of FIN. */
  readonly namespace: string;
  /** The sender's identification of the message: whether it has been seen before is for the caller to know. */
  readonly id?: PlacedText;
  /** That of the business application header, where it has one. */
  readonly businessId?: PlacedText;
  readonly created?: PlacedText;
  /** Number of the message in its source, from 1. */
  readonly number: number;
}

/** In the field's words. `other` is a party whose element has no word here: `element` names it. */
export type PartyRole =
  | 'debtor'
  | 'ultimateDebtor'
  | 'creditor'
  | 'ultimateCreditor'
  | 'initiatingParty'
  | 'debtorAgent'
  | 'creditorAgent'
  | 'instructingAgent'
  | 'instructedAgent'
  | 'intermediaryAgent'
  | 'previousInstructingAgent'
  | 'forwardingAgent'
  | 'firstAgent'
  | 'reimbursementAgent'
  | 'settlementAgent'
  | 'chargesAgent'
  | 'creditorScheme'
  | 'invoicer'
  | 'invoicee'
  | 'garnishee'
  | 'garnishmentAdministrator'
  | 'taxCreditor'
  | 'taxDebtor'
  | 'taxUltimateDebtor'
  | 'taxAuthority'
  | 'regulatoryAuthority'
  | 'chequeParty'
  | 'remittanceRecipient'
  | 'accountOwner'
  | 'accountServicer'
  | 'originator'
  | 'tradeParty'
  | 'mandateHolder'
  | 'trustee'
  | 'sender'
  | 'receiver'
  | 'assigner'
  | 'assignee'
  | 'caseCreator'
  | 'contact'
  | 'signatory'
  | 'issuer'
  | 'merchant'
  | 'branch'
  | 'other';

/** Where in the payment a party or text belongs. */
export type PaymentPart =
  /** The transfer itself. */
  | 'transfer'
  /** The customer transfer that a cover payment covers (`UndrlygCstmrCdtTrf`, sequence B of MT202COV). */
  | 'underlying'
  /** An earlier payment that this message is about: returned, recalled, reversed, asked after. */
  | 'original'
  /** Remittance, related remittance, referred documents, invoices. */
  | 'remittance'
  | 'tax'
  | 'regulatoryReporting'
  | 'mandate'
  | 'charges'
  | 'supplementaryData';

/** The level of the message that says it. */
export type PaymentLevel = 'envelope' | 'message' | 'batch' | 'transaction';

/** An address: in parts, in lines, or both (hybrid). */
export interface PaymentAddress {
  readonly form: 'structured' | 'unstructured' | 'hybrid';
  readonly lines: readonly PlacedText[];
  /** In the order of the message. */
  readonly parts: readonly AddressPart[];
  readonly country?: PlacedText;
}

export interface AddressPart {
  readonly part:
    | 'careOf'
    | 'department'
    | 'subDepartment'
    | 'street'
    | 'buildingNumber'
    | 'buildingName'
    | 'floor'
    | 'unitNumber'
    | 'postBox'
    | 'room'
    | 'postCode'
    | 'town'
    | 'townLocation'
    | 'district'
    | 'countrySubdivision'
    | 'country'
    | 'other';
  readonly value: PlacedText;
}

/** A number by which somebody is known. */
export interface PartyIdentification {
  readonly kind: 'organisation' | 'private' | 'institution' | 'tax' | 'unknown';
  readonly number: PlacedText;
  /** Code (`CCPT`, `TXID`, `DUNS`) or the parties' own word of the scheme. */
  readonly scheme?: PlacedText;
  readonly issuer?: PlacedText;
}

export interface ClearingIdentification {
  /** `GBDSC`, `USABA`, FIN `//FW` …; absent where the message does not say. */
  readonly system?: PlacedText;
  readonly member: PlacedText;
}

export interface PaymentAccount {
  /** Element: `DbtrAcct`, `ChrgsAcct` … */
  readonly element: string;
  readonly iban?: PlacedText;
  /** Country of the IBAN, ISO 3166: that of the bank, not of the holder. */
  readonly ibanCountry?: string;
  readonly other?: PartyIdentification;
  /** An address that stands for the account: telephone, e-mail, token. */
  readonly proxy?: PartyIdentification;
  /** The name that the servicer gives it, mostly that of its holder. */
  readonly name?: PlacedText;
  readonly currency?: PlacedText;
  readonly type?: PlacedText;
}

export interface PaymentWallet {
  readonly address: PlacedText;
  /** Tickers that its form allows. */
  readonly currencies: readonly string[];
  readonly normalised: string;
  readonly checksum: 'valid' | 'invalid' | 'none';
}

export interface PaymentParty {
  readonly role: PartyRole;
  /** The element or tag that holds the party: `UltmtDbtr`, `50F`. */
  readonly element: string;
  readonly path: string;
  readonly part: PaymentPart;
  readonly level: PaymentLevel;
  /** Told by the element that holds its numbers: `institution` of agents; absent where the message does not say. */
  readonly kind?: 'person' | 'organisation' | 'institution';
  readonly names: readonly PlacedText[];
  /** A name fills its field or line, so that the rest of it may be missing. */
  readonly truncated?: true;
  readonly addresses: readonly PaymentAddress[];
  readonly birthDate?: PlacedText;
  /** Town, province and country of birth, in that order, as far as the message has them. */
  readonly birthPlace: readonly PlacedText[];
  readonly birthCountry?: PlacedText;
  readonly countryOfResidence?: PlacedText;
  readonly bics: readonly PlacedText[];
  readonly leis: readonly PlacedText[];
  readonly identifications: readonly PartyIdentification[];
  readonly clearing: readonly ClearingIdentification[];
  readonly phones: readonly PlacedText[];
  readonly emails: readonly PlacedText[];
  readonly accounts: readonly PaymentAccount[];
  readonly wallets: readonly PaymentWallet[];
  /** People and branches named with the party: contacts, whoever signs for it, the branch of a bank. */
  readonly related: readonly PaymentParty[];
}

export type FreeTextKind =
  | 'remittance'
  | 'remittanceStructured'
  | 'instructionForAgent'
  | 'regulatoryReporting'
  | 'purpose'
  | 'additionalInformation'
  | 'tax'
  | 'narrative'
  | 'supplementaryData'
  /** A reference, code or number that reads like words. */
  | 'reference'
  | 'other';

/** A text in which names may stand. */
export interface FreeText extends PlacedText {
  readonly kind: FreeTextKind;
  readonly element: string;
  readonly part: PaymentPart;
  readonly level: PaymentLevel;
}

export interface PaymentAmount {
  /** Element or tag: `IntrBkSttlmAmt`, `32A`. */
  readonly element: string;
  readonly part: PaymentPart;
  /** As written, a decimal number and never a float. */
  readonly amount: PlacedText;
  readonly currency?: string;
}

/** What could not be read, or was read in spite of a fault; the rest is screened all the same. */
export interface PaymentProblem {
  /** Stable code, e.g. `messages/wrong-namespace`. */
  readonly code: string;
  readonly message: string;
  readonly path?: string;
  readonly start?: number;
}

/** References of a transaction, as far as it has them. */
export interface PaymentIds {
  readonly instruction?: PlacedText;
  readonly endToEnd?: PlacedText;
  readonly transaction?: PlacedText;
  readonly uetr?: PlacedText;
  readonly clearingSystem?: PlacedText;
  readonly accountServicer?: PlacedText;
  readonly paymentInformation?: PlacedText;
}

/** Parties and texts that all transactions below one element share; one object for all of them. */
export interface PaymentSurroundings {
  readonly parties: readonly PaymentParty[];
  readonly freeTexts: readonly FreeText[];
}

export interface PaymentTransaction {
  readonly message: PaymentHead;
  /** `surroundings`: parties and texts that stand in the message beside, and behind, its transactions. */
  readonly kind: 'transaction' | 'surroundings';
  /** Number in its message, from 1; 0 for surroundings. */
  readonly number: number;
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly ids: PaymentIds;
  /** References of the payment that the message is about. */
  readonly originalIds: PaymentIds;
  /** The settled amount, or where there is none the instructed one. */
  readonly amount?: PaymentAmount;
  readonly amounts: readonly PaymentAmount[];
  readonly settlementDate?: PlacedText;
  readonly purpose?: PlacedText;
  readonly categoryPurpose?: PlacedText;
  readonly chargeBearer?: PlacedText;
  /** The transaction's own parties. */
  readonly parties: readonly PaymentParty[];
  /** Its own texts. */
  readonly freeTexts: readonly FreeText[];
  /** What it has from the levels above it. Screen it once: transactions of one batch share the object. */
  readonly inherited: PaymentSurroundings;
  readonly problems: readonly PaymentProblem[];
}

/** A transaction or message that was not read. It has not been screened. */
export interface QuarantinedPayment {
  readonly message?: PaymentHead;
  readonly code: string;
  /** Why, in a sentence. */
  readonly reason: string;
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** SHA-256 of what stands there, in UTF-8, hexadecimal: by it a replay knows that it has the same. */
  readonly digest: string;
  /** What stands there, at most the first 16,384 letters. */
  readonly raw: string;
}

/** What a source gives, one after the other. */
export type PaymentItem =
  | { readonly transaction: PaymentTransaction }
  | { readonly quarantined: QuarantinedPayment }
  /** Of the message that is named, else of what comes next. */
  | { readonly problem: PaymentProblem; readonly message?: PaymentHead };

/** A whole message with all its transactions, for those that fit into memory. */
export interface PaymentDocument {
  readonly head: PaymentHead;
  readonly transactions: readonly PaymentTransaction[];
  readonly quarantined: readonly QuarantinedPayment[];
  readonly problems: readonly PaymentProblem[];
}

/**
 * The characters of the source at which a part of a text stands; the whole of a reference that is touched.
 * @param from offset in the text of the first letter, @param to of the one behind the last.
 */
export function sourceSpan(
  placed: PlacedText,
  from: number,
  to: number,
): readonly [start: number, end: number] {
  const { pieces } = placed;
  if (pieces === undefined) return [placed.start + from, placed.start + to];
  return [sourceOffset(placed, pieces, from, false), sourceOffset(placed, pieces, to, true)];
}

function sourceOffset(
  placed: PlacedText,
  pieces: readonly TextPiece[],
  offset: number,
  ending: boolean,
): number {
  // The end of a span belongs to the piece before it.
  const letter = ending ? Math.max(0, offset - 1) : offset;
  let index = pieces.length - 1;
  while (index > 0 && pieces[index]!.at > letter) index--;
  const piece = pieces[index]!;
  const length = (pieces[index + 1]?.at ?? placed.text.length) - piece.at;
  if (length !== piece.end - piece.start) return ending ? piece.end : piece.start;
  return piece.start + (offset - piece.at);
}
