import { valuesOf } from '../../entity/index.ts';
import { cultureForReports, type Match } from '../../match/index.ts';
import type { PastScreening } from '../replay/recorded.ts';
import type { ChangedAlerts } from './evaluation.ts';

/** One alert that comes or goes. The subject is named by its record: what is sealed stays so. */
export interface ChangedAlert {
  readonly record: string;
  readonly door: string;
  readonly entity: string;
  readonly caption: string;
  readonly lists: readonly string[];
  readonly score: number;
}

/** Alerts that are told one by one; the rest is counted. */
const TOLD = 20;

/** Alerts that come, or that go, with a policy. */
export class Changes {
  private alerts = 0;
  private readonly byList = new Map<string, number>();
  private readonly byDoor = new Map<string, number>();
  private readonly byCulture = new Map<string, number>();
  private told: ChangedAlert[] = [];

  add({ id: record, door, subject }: PastScreening, match: Match): void {
    this.alerts++;
    for (const list of match.lists) count(this.byList, list);
    count(this.byDoor, door);
    count(
      this.byCulture,
      cultureForReports(subject === undefined ? '' : (valuesOf(subject, 'name')[0] ?? '')),
    );
    const { id: entity, caption, lists, score } = match;
    this.told.push({ record, door, entity, caption, lists, score });
    if (this.told.length > 50 * TOLD) this.told = this.first();
  }

  /** Those with the highest scores. */
  first(): ChangedAlert[] {
    return this.told.toSorted((a, b) => b.score - a.score).slice(0, TOLD);
  }

  counts(): ChangedAlerts {
    return {
      alerts: this.alerts,
      byList: Object.fromEntries(this.byList),
      byDoor: Object.fromEntries(this.byDoor),
      byCulture: Object.fromEntries(this.byCulture),
    };
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
