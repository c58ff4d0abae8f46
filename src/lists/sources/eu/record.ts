/** A sanction entity as all four publications of the EU list state it, before it becomes FtM. Texts are verbatim. */
export interface FsfRecord {
  readonly logicalId: string;
  readonly euReference: string;
  readonly unitedNationsId: string;
  readonly designationDate: string;
  readonly delistingDate: string;
  readonly designationDetails: string;
  readonly remarks: readonly string[];
  /** `P` or `E`. */
  readonly subjectType: string;
  readonly regulation: FsfRegulation;
  readonly names: readonly FsfName[];
  readonly citizenships: readonly FsfCitizenship[];
  readonly births: readonly FsfBirth[];
  readonly addresses: readonly FsfAddress[];
  readonly identifications: readonly FsfIdentification[];
  readonly line: number;
}

interface FsfRegulation {
  /** `amendment`, `regulation`, `repealing`. */
  readonly type: string;
  readonly organisation: string;
  readonly publicationDate: string;
  readonly entryIntoForceDate: string;
  /** E.g. `1210/2003 (OJ L169)`. */
  readonly numberTitle: string;
  /** E.g. `TAQA`. */
  readonly programme: string;
  readonly url: string;
}

/** The act that brought one detail of an entity. */
export interface FsfAct {
  readonly numberTitle: string;
  readonly url: string;
}

interface FsfDetail {
  readonly act: FsfAct;
  readonly remarks: readonly string[];
  /** Element or column, for the notes on values. */
  readonly element: string;
}

export interface FsfName extends FsfDetail {
  readonly whole: string;
  readonly first: string;
  readonly middle: string;
  readonly last: string;
  readonly title: string;
  readonly function: string;
  readonly gender: string;
  readonly language: string;
  /** Undefined in publications that do not say. */
  readonly strong: boolean | undefined;
}

export interface FsfCitizenship extends FsfDetail {
  readonly country: string;
  readonly region: string;
}

export interface FsfBirth extends FsfDetail {
  /** ISO day in the Gregorian calendar, where the source knows it. */
  readonly date: string;
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly yearFrom: string;
  readonly yearTo: string;
  readonly circa: boolean;
  readonly calendar: string;
  /** City, place, region, postal code: what there is. */
  readonly places: readonly string[];
  readonly country: string;
}

export interface FsfAddress extends FsfDetail {
  readonly street: string;
  readonly postOfficeBox: string;
  readonly postalCode: string;
  readonly city: string;
  readonly place: string;
  readonly region: string;
  readonly country: string;
  readonly asAtListingTime: boolean;
  readonly contacts: readonly FsfContact[];
}

export interface FsfContact {
  /** `PHONE`, `FAX`, `EMAIL`, `WEB`. */
  readonly key: string;
  readonly value: string;
}

export interface FsfIdentification extends FsfDetail {
  readonly number: string;
  readonly latinNumber: string;
  readonly typeCode: string;
  readonly typeDescription: string;
  readonly country: string;
  readonly region: string;
  readonly issuedBy: string;
  readonly issueDate: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly nameOnDocument: string;
  /** Of diplomatic, known expired, known false, reported lost, revoked by issuer: those that are true. */
  readonly states: readonly string[];
}

/** The code and the name with which the EU says that it does not know a country. */
export function knownCountry(code: string, description: string): string {
  if (code === '00' || /^unknown$/i.test(code)) return '';
  return code || (/^unknown$/i.test(description) ? '' : description);
}

/** Remarks in the CSV publications are one field, separated by the two characters `\n`. */
export function splitRemarks(text: string): readonly string[] {
  return text
    .split(/\\n|\r?\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** `PHONE[…]`, `FAX[…]` … in one field, and what stands beside them. */
export function splitContacts(text: string): { contacts: readonly FsfContact[]; rest: string } {
  const contacts: FsfContact[] = [];
  const rest = text
    .replaceAll('\\n', '\n')
    .replace(/\b([A-Z]{3,10})\[([^\]]*)\]/g, (_, key: string, value: string) => {
      contacts.push({ key, value });
      return '';
    });
  return { contacts, rest: rest.trim() };
}
