/** Documents: what they name, and where in them it stands. */
export type { NamedBytes } from './bytes/source.ts';
export type { OpenedDocument, OpenOptions } from './document.ts';
export { openDocument } from './open.ts';
export type {
  AddressPart,
  ClearingIdentification,
  FreeText,
  FreeTextKind,
  PartyIdentification,
  PartyRole,
  PaymentAccount,
  PaymentAddress,
  PaymentAmount,
  PaymentDocument,
  PaymentFamily,
  PaymentHead,
  PaymentIds,
  PaymentItem,
  PaymentLevel,
  PaymentPart,
  PaymentParty,
  PaymentProblem,
  PaymentSurroundings,
  PaymentTransaction,
  PaymentWallet,
  PlacedText,
  QuarantinedPayment,
} from './payments/payment.ts';
export { sourceSpan } from './payments/payment.ts';
export { readPaymentDocuments, readPayments } from './payments/payments.ts';
export { type PaymentSubject, subjectsOfPayment, textsOfPayment } from './payments/subjects.ts';
export {
  type ColumnMapping,
  describeMapping,
  type ExplicitMapping,
  type MappedColumn,
} from './tables/columns.ts';
export type { Reject, RowIssue } from './tables/row.ts';
export type { SubjectItem } from './tables/subjects.ts';
export { placeInSource, type TextDocument, type TextOffset } from './text/text-document.ts';
export { type AnswerMessage, readCusres, type TravelAnswer, writeCusres } from './travel/cusres/cusres.ts';
export type { Leg, Manifest, ManifestOptions, TravelIssue, Traveller } from './travel/manifest.ts';
export { isLoss, readTravel, type TravelDocuments } from './travel/open.ts';
export { openTravel } from './travel/open-travel.ts';
export { writePaxlst } from './travel/paxlst/write.ts';
export { type ManifestSubject, subjectsOfManifest } from './travel/subjects.ts';
