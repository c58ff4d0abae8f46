import type { Json } from '../../journal/index.ts';
import type { ExemptionRow } from '../../store/index.ts';
import type { Actor } from '../actor.ts';
import type { Desk } from '../desk.ts';

/** How an exemption ends. */
export type ExemptionEnd = 'expired' | 'lapsed' | 'revoked' | 'refused';

/** Ends an exemption and tells the journal; gives how it ended. */
export function endExemption(
  desk: Desk,
  row: ExemptionRow,
  how: ExemptionEnd,
  actor: Actor,
  result: { readonly [name: string]: Json } = {},
  text?: string,
): ExemptionEnd {
  desk.tell({
    kind: `exemption.${how}`,
    actor,
    about: row,
    references: { exemption: row.id, alert: row.alertId },
    result: { entity: row.entityId, ...result },
    personal: { text },
  });
  desk.putExemption({
    ...row,
    state: 'ended',
    version: row.version + 1,
    endedAt: desk.at,
    endedHow: how,
  });
  return how;
}
