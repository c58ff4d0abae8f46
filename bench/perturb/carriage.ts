import { NAMED, type Treatment } from './treatment.ts';

/** Width of a name line of a SWIFT message. */
const LINE = 35;
const NOISE = [
  (name: string) => `/INV/2024-11873 PAYMENT TO ${name} FOR GOODS AS PER CONTRACT 77-B`,
  (name: string) => `Überweisung Miete Mai an ${name}, Whg. 12, Ref. 0049-771`,
  (name: string) => `/ROC/REF 8827361///URI/consulting fees ${name} march`,
  (name: string) => `GIFT FROM ${name} TO FAMILY, TEL 0044 20 7946 0018`,
];
const enough = (name: string) => name.split(' ').length >= 2 && name.length >= 9;

export const CARRIAGE: readonly Treatment[] = [
  {
    id: 'payment-noise',
    what: 'the name within the remittance text of a payment (found by scanning the text)',
    bearers: NAMED,
    alter: ({ name }, random) => (enough(name) ? { text: random.pick(NOISE)(name) } : undefined),
  },
  {
    id: 'payment-noise-edit',
    what: 'the same with one letter left out of a word of six letters or more',
    bearers: NAMED,
    alter: ({ name }, random) => {
      const words = [...name.matchAll(/[A-Za-z]{6,}/g)];
      if (words.length === 0 || !enough(name)) return undefined;
      const word = random.pick(words);
      const at = word.index + 1 + random.below(word[0].length - 2);
      return { text: random.pick(NOISE)(name.slice(0, at) + name.slice(at + 1)) };
    },
  },
  {
    id: 'cut-35',
    what: 'a name longer than 35 characters, cut there by the format, which says that it cuts',
    bearers: NAMED,
    alter: ({ name }) =>
      name.length > LINE + 1
        ? { name: name.slice(0, LINE).trimEnd(), carried: { truncated: true } }
        : undefined,
  },
  {
    id: 'two-lines',
    what: 'a name over two lines, broken at a space',
    bearers: NAMED,
    alter: ({ name }, random) => {
      const places = [...name.matchAll(/ /g)].map((space) => space.index);
      if (places.length === 0) return undefined;
      const at = random.pick(places);
      return { name: `${name.slice(0, at)}\n${name.slice(at + 1)}` };
    },
  },
  {
    id: 'broken-word',
    what: 'a name over two lines of 35 characters, broken within a word, in a text',
    bearers: NAMED,
    alter: ({ name }) => {
      if (name.length < LINE + 3 || !/\p{L}{2}/u.test(name.slice(LINE - 1, LINE + 1))) return undefined;
      return { text: `${name.slice(0, LINE)}\n${name.slice(LINE)}\nFRANKFURT AM MAIN` };
    },
  },
];
