import { type BookingDraft, type Gathering, TravellerDraft } from '../common/draft.ts';
import { canBeSame, hasCommonWord, travellerName } from '../common/traveller-name.ts';
import type { Place, Role, TravellerName } from '../manifest.ts';

/** Letters of a traveller's surname or given names in PADIS. */
const ROOM = 70;

export interface ListedTraveller {
  readonly surname: string;
  readonly given: readonly string[];
  readonly reference: string;
  readonly role: Role;
  readonly place: Place;
}

/** The travellers of one booking, found by the references and names that its segments use. */
export class People {
  readonly travellers: TravellerDraft[] = [];
  private readonly gathering: Gathering;
  private readonly booking: BookingDraft;
  private readonly position: number;
  private readonly all: TravellerDraft[];

  constructor(gathering: Gathering, booking: BookingDraft, position: number, all: TravellerDraft[]) {
    this.gathering = gathering;
    this.booking = booking;
    this.position = position;
    this.all = all;
  }

  /** A traveller of the booking's own list. */
  list({ surname, given, reference, role, place }: ListedTraveller): TravellerDraft {
    const name = travellerName({ surname, given, place, room: ROOM });
    if (name === undefined) this.gathering.tell('travel/no-name', 'A traveller has no name', place);
    const same = this.byReference(reference);
    if (same !== undefined && name !== undefined) {
      const isTwice = same.names.some((each) => each.written === name.written);
      this.gathering.tell(
        'travel/same-reference',
        isTwice ? 'A traveller is listed twice' : 'Two travellers have one reference',
        place,
      );
    }
    return this.add(name, role, reference);
  }

  /** Whom a segment behind the list speaks of; somebody who is not on it is added, and told. */
  mentioned(listed: ListedTraveller): TravellerDraft {
    const { surname, given, reference, role, place } = listed;
    const name = travellerName({ surname, given, place, room: ROOM });
    const byReference = this.byReference(reference);
    if (
      byReference !== undefined &&
      (name === undefined ||
        byReference.names.length === 0 ||
        byReference.names.some((each) => hasCommonWord(each, name)))
    ) {
      return byReference;
    }
    const byName = name === undefined ? undefined : this.byName(name);
    if (byName !== undefined) return byName;
    this.gathering.tell(
      'travel/unlisted',
      'A traveller is named whom the list of the booking does not hold',
      place,
    );
    return this.add(name, role, reference);
  }

  add(name: TravellerName | undefined, role: Role, reference = ''): TravellerDraft {
    const traveller = new TravellerDraft();
    traveller.role = role;
    traveller.booking = this.position;
    if (reference !== '') traveller.reference = reference;
    if (name !== undefined) traveller.names.push(name);
    this.travellers.push(traveller);
    this.booking.travellers.push(this.all.length);
    this.all.push(traveller);
    return traveller;
  }

  byReference(reference: string): TravellerDraft | undefined {
    if (reference === '') return undefined;
    const plain = plainReference(reference);
    return this.travellers.find(
      (each) => each.reference !== undefined && plainReference(each.reference) === plain,
    );
  }

  byName(name: TravellerName): TravellerDraft | undefined {
    return (
      this.travellers.find(({ names }) => names.some(({ written }) => written === name.written)) ??
      this.travellers.find(({ names }) => names.some((each) => canBeSame(each, name)))
    );
  }
}

/** `002` is 2. */
function plainReference(reference: string): string {
  return reference.replace(/^0+(?=\d)/, '');
}
