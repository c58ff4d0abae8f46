import { clockOf, padisDayOf } from '../common/dates.ts';
import { type Gathering, placeOf } from '../common/draft.ts';
import { type Segment, valueAt } from '../edifact/segments.ts';
import type { Leg } from '../manifest.ts';

/** `TVL+121210:0915::1230+LHR+JFK+DL:AF+324:B`: day and time, day and time, from, to, who sells and who flies. */
export function legOf(segment: Segment, gathering: Gathering): Leg {
  const [carrier, flies] = [valueAt(segment, 3), valueAt(segment, 3, 1)];
  const number = valueAt(segment, 4).replace(/^0+(?=\d)/, '');
  const times = timesOf(segment, gathering);
  const [departure, arrival] = [valueAt(segment, 1), valueAt(segment, 2)];
  return {
    ...(carrier === '' ? {} : { carrier }),
    ...(number === '' ? {} : { number }),
    ...(flies === '' || flies === carrier ? {} : { operating: { carrier: flies } }),
    ...(departure === '' ? {} : { departure }),
    ...(arrival === '' ? {} : { arrival }),
    ...times,
    place: placeOf(segment),
  };
}

/** A day may be left out before a time, and then a time stands where a day is expected. */
function timesOf(segment: Segment, gathering: Gathering): { departs?: string; arrives?: string } {
  const parts = (segment.elements[0] ?? []).map((part) => part.trim());
  const days = parts.map((part) => padisDayOf(part, gathering.asOf));
  const clocks = parts.map(clockOf);
  if (parts.some((part, i) => part !== '' && days[i] === undefined && clocks[i] === undefined)) {
    gathering.tell('travel/bad-date', 'A time of a flight is none', segment);
  }
  const departs = `${days[0] ?? ''}${clocks[1] ?? clocks[0] ?? ''}`;
  const [, , third, ...rest] = parts;
  const arrivesAt = third !== undefined && clocks[2] !== undefined ? clocks[2] : clocks[3];
  const arrives = rest.length === 0 && third === undefined ? '' : `${days[2] ?? ''}${arrivesAt ?? ''}`;
  return { ...(departs === '' ? {} : { departs }), ...(arrives === '' ? {} : { arrives }) };
}

/** Whether a TVL or TRA tells the number under which the flight before it is flown: `TVL+++++860:M`. */
export function operatingOf(segment: Segment): { carrier?: string; number?: string } | undefined {
  if (segment.tag === 'TRA') {
    const [carrier, number] = [valueAt(segment, 0), valueAt(segment, 1)];
    return number === ''
      ? undefined
      : { ...(carrier === '' ? {} : { carrier }), number: number.replace(/^0+(?=\d)/, '') };
  }
  const isBare = [0, 1, 2].every((element) => valueAt(segment, element) === '');
  const number = valueAt(segment, 4);
  return isBare && number !== '' ? { number: number.replace(/^0+(?=\d)/, '') } : undefined;
}
