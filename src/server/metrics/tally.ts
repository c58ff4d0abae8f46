import type { Door, TakeIn } from '../../screening/index.ts';

/** Counts what is recorded in this process. */
export class Tally {
  /** Door and outcome → screenings. */
  readonly screenings = new Map<string, number>();
  /** Door → alerts that were opened or added to. */
  readonly alerts = new Map<Door, number>();

  /** Counts what is taken in, once it is durable. */
  counting(takeIn: TakeIn): TakeIn {
    return async (screenings, actor, alongside) => {
      const recorded = await takeIn(screenings, actor, alongside);
      recorded.forEach(({ outcome, alerts }, i) => {
        const { door } = screenings[i]!;
        add(this.screenings, `door="${door}",outcome="${outcome}"`, 1);
        if (alerts.length > 0) add(this.alerts, door, alerts.length);
      });
      return recorded;
    };
  }
}

function add<K>(counts: Map<K, number>, key: K, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}
