/**
 * Answers that depend on nothing but what is asked, remembered up to a number and then all forgotten: cheaper than to
 * tell which of them was used last, and no answer changes by it.
 */
export class Remembered<K, V extends object | string | null> {
  private readonly answers = new Map<K, V>();
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  of(key: K, answer: (key: K) => V): V {
    let known = this.answers.get(key);
    if (known === undefined) {
      known = answer(key);
      if (this.answers.size >= this.most) this.answers.clear();
      this.answers.set(key, known);
    }
    return known;
  }

  clear(): void {
    this.answers.clear();
  }
}
