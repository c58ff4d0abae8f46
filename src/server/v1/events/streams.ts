import { RiegelError } from '../../../entity/index.ts';

/** Streams in one process, and of one person or key. */
const MOST = 500;
const MOST_OF_ONE = 20;

/** The streams that are open in this process: bounded, and ended together. */
export class Streams {
  private readonly open = new Map<AbortController, string>();

  /** Throws `server/too-many-streams`. `close` is to be called once the stream has ended. */
  begin(who: string): { readonly signal: AbortSignal; close(): void } {
    const own = [...this.open.values()].filter((each) => each === who).length;
    if (own >= MOST_OF_ONE || this.open.size >= MOST) {
      throw new RiegelError('server/too-many-streams', 'Too many follow the events', {
        expected: `${MOST_OF_ONE} of one, ${MOST} in all`,
      });
    }
    const controller = new AbortController();
    this.open.set(controller, who);
    return {
      signal: controller.signal,
      close: () => {
        controller.abort();
        this.open.delete(controller);
      },
    };
  }

  end(): void {
    for (const controller of this.open.keys()) controller.abort();
  }
}
