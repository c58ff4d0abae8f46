/** Shorter words with their vowels exchanged are other words. */
const SHORTEST_EXCHANGED = 7;

/**
 * Words that are recognised with one slip in them: a letter replaced, left out or put in, two neighbours exchanged, or
 * two vowels of a long word (`campony`).
 */
export class SlippedWords {
  /** The words with one letter left out, and under the mark of their vowels, each with the words it comes from. */
  private readonly wordsOf = new Map<string, string[]>();

  /** Takes normalised words of Latin letters. */
  constructor(words: Iterable<string>) {
    for (const word of words) for (const trace of tracesOf(word)) this.add(trace, word);
  }

  /** Takes a normalised token; gives the word that it is with one slip, or undefined. */
  meant(token: string): string | undefined {
    for (const trace of tracesOf(token)) {
      const word = this.wordsOf.get(trace)?.find((one) => isOneSlip(token, one) || isExchange(token, one));
      if (word !== undefined) return word;
    }
    return undefined;
  }

  private add(trace: string, word: string): void {
    const words = this.wordsOf.get(trace);
    if (words === undefined) this.wordsOf.set(trace, [word]);
    else words.push(word);
  }
}

function* tracesOf(word: string): Generator<string> {
  yield word;
  for (let at = 0; at < word.length; at++) yield word.slice(0, at) + word.slice(at + 1);
  if (word.length >= SHORTEST_EXCHANGED) yield `*${word.replace(/[aeiou]/g, '*')}`;
}

/** One letter replaced, left out or put in, or two neighbours exchanged. Both share a rest with one letter left out. */
function isOneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (restA.length + restB.length <= 2 && restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB === restA[1]! + restA[0]!;
}

/** Two vowels of a long word in each other's place. */
function isExchange(a: string, b: string): boolean {
  if (a.length !== b.length || a.length < SHORTEST_EXCHANGED) return false;
  const unlike = [...a].flatMap((letter, at) => (letter === b[at] ? [] : [at]));
  if (unlike.length !== 2) return false;
  const [first, second] = unlike as [number, number];
  return a[first] === b[second] && a[second] === b[first] && /[aeiou]{2}/.test(a[first]! + a[second]!);
}
