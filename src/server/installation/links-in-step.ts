import { isDeepStrictEqual } from 'node:util';
import type { LinkFinder, Links } from '../../screening/index.ts';
import type { Service } from '../service.ts';

/** Keeps the links in step with the lists in place: made anew whenever these are others. */
export class LinksInStep {
  private readonly links: Links;
  private readonly service: Service;
  private readonly actor: string;
  private running: Promise<void> | undefined;
  private finder: LinkFinder | undefined;
  private closed = false;

  constructor(links: Links, service: Service, actor: string) {
    this.links = links;
    this.service = service;
    this.actor = actor;
  }

  /** Done once the links are those of the lists in place. Who asks while that is under way waits for the same. */
  renew(): Promise<void> {
    this.running ??= this.renewAll().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** Breaks off what is under way. */
  async close(): Promise<void> {
    this.closed = true;
    const { running } = this;
    await this.finder?.close();
    await running?.catch(() => {});
  }

  private async renewAll(): Promise<void> {
    while (!this.closed) {
      const loaded = this.service.ready();
      const book = await this.links.book();
      if (isDeepStrictEqual(book?.listVersions, { ...loaded.index.info.lists })) return;
      this.finder = loaded.links();
      try {
        await this.links.renew(this.finder, this.actor);
      } finally {
        await this.finder.close();
        this.finder = undefined;
      }
      if (this.service.ready() === loaded) return;
    }
  }
}
