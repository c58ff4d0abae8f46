import { placeOf } from '../common/draft.ts';
import type { Segment } from '../edifact/segments.ts';
import type { ManifestOptions, Payment } from '../manifest.ts';

/** `FOP+CC::100.00:MA:XXXXXXXXXXXX2580:0517`: kind, amount, brand, account, expiry (MMYY); several may stand in one. */
export function paymentsOf(segment: Segment, { hashCard }: ManifestOptions): Payment[] {
  return segment.elements.flatMap((element) => {
    const [kind = '', , amount = '', card = '', account = '', expiry = ''] = element.map((part) =>
      part.trim(),
    );
    if (kind === '') return [];
    const digits = account.replace(/[\s-]/g, '');
    const isWhole = /^\d{12,19}$/.test(digits);
    const expires = /^(0[1-9]|1[0-2])(\d\d)$/.exec(expiry);
    return [
      {
        kind,
        ...(amount === '' ? {} : { amount }),
        ...(card === '' ? {} : { card }),
        ...(/\d{4}$/.test(digits) ? { lastDigits: digits.slice(-4) } : {}),
        ...(isWhole && hashCard !== undefined ? { cardHash: hashCard(digits) } : {}),
        ...(expires === null ? {} : { expires: `20${expires[2]}-${expires[1]}` }),
        place: placeOf(segment),
      },
    ];
  });
}
