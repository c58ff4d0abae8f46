import type { NameKind } from '../names/index.ts';
import type { NameMatch } from './search/searcher.ts';
import { readName, type SubjectName } from './subject-names.ts';

/** A subject's name that was asked for, with what was found. */
export interface AskedName extends SubjectName {
  /** What reached `least`; undefined where it was not searched for yet. */
  found?: { readonly least: number; readonly matches: readonly NameMatch[] };
}

/** Names of one generation: with the one before it some 60 MB. */
const GENERATION = 8_192;

/**
 * Names asked for lately, read and searched. Payments name the same parties again and again; what an index answers
 * depends on the name alone, so the answer is the one that it would give anew. Two generations: a name that comes
 * back is kept, others go in time.
 */
export class AskedNames {
  private young = new Map<string, AskedName>();
  private old = new Map<string, AskedName>();

  /** The name, read as the kind; undefined where nothing of it can be read. */
  read(text: string, kind: NameKind, cut: boolean): AskedName | undefined {
    const key = `${kind} ${cut ? 1 : 0} ${text}`;
    let asked = this.young.get(key);
    if (asked !== undefined) return asked;
    asked = this.old.get(key) ?? readName(text, kind, cut);
    if (asked === undefined) return undefined;
    if (this.young.size >= GENERATION) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, asked);
    return asked;
  }

  clear(): void {
    this.young.clear();
    this.old.clear();
  }
}
