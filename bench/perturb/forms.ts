import { EVERYBODY, inCaseOf, ORGANISATION, ofName, type Treatment, wordsOf } from './treatment.ts';

/** Legal forms that mean roughly one thing, in several languages. */
const LIMITED = [
  'LLC',
  'Ltd',
  'Limited',
  'GmbH',
  'OOO',
  'SARL',
  'S.r.l.',
  'Sp. z o.o.',
  'Limited Liability Company',
  'ООО',
];
const SHARES = ['JSC', 'AG', 'S.A.', 'PJSC', 'OAO', 'Joint Stock Company', 'SpA', 'A.Ş.', 'AO', 'PLC'];
const FORM =
  /[,\s]+(L\.?L\.?C|Ltd|Limited|GmbH|OOO|SARL|S\.?A|S\.?R\.?L|JSC|PJSC|OJSC|CJSC|AG|Inc|Co|Corp|Corporation|Company|Limited Liability Company|Joint Stock Company|FZE|FZCO|PLC|PTE|BV|NV|DMCC)\.?$/i;
const LIMITED_FORM = /^(l\.?l\.?c|ltd|limited|gmbh|ooo|sarl|s\.?r\.?l|limited liability company)\.?$/i;

const ABBREVIATIONS: readonly (readonly [string, string])[] = [
  ['company', 'co'],
  ['corporation', 'corp'],
  ['international', 'intl'],
  ['limited', 'ltd'],
  ['industries', 'ind'],
  ['industrial', 'ind'],
  ['manufacturing', 'mfg'],
  ['association', 'assoc'],
  ['brothers', 'bros'],
  ['department', 'dept'],
  ['technology', 'tech'],
  ['university', 'univ'],
  ['engineering', 'eng'],
  ['general', 'gen'],
  ['management', 'mgmt'],
  ['services', 'svcs'],
  ['center', 'ctr'],
  ['institute', 'inst'],
  ['group', 'grp'],
  ['organization', 'org'],
  ['national', 'natl'],
  ['foundation', 'fdn'],
  ['trading', 'trdg'],
  ['shipping', 'shpg'],
];

const NUMBER_WORDS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const ROMAN = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

function withoutForm(name: string): { rest: string; form: string } | undefined {
  const found = FORM.exec(name);
  const rest = found === null ? '' : name.slice(0, found.index);
  return found === null || wordsOf(rest).length === 0 ? undefined : { rest, form: found[1]! };
}

export const FORMS: readonly Treatment[] = [
  ofName('form-removed', 'the legal form left out', ORGANISATION, (name) => withoutForm(name)?.rest),
  ofName('form-added', 'a legal form put behind a name that has none', ORGANISATION, (name, random) =>
    withoutForm(name) === undefined ? `${name} ${random.pick([...LIMITED, ...SHARES])}` : undefined,
  ),
  ofName('form-translated', 'the legal form in another language', ORGANISATION, (name, random) => {
    const parted = withoutForm(name);
    if (parted === undefined) return undefined;
    const family = LIMITED_FORM.test(parted.form)
      ? LIMITED
      : /jsc|^s\.?a|^ag$|plc|joint/i.test(parted.form)
        ? SHARES
        : undefined;
    if (family === undefined) return undefined;
    return `${parted.rest} ${random.pick(family.filter((form) => form.toLowerCase() !== parted.form.toLowerCase()))}`;
  }),
  ofName('form-before', 'the legal form put before the name', ORGANISATION, (name) => {
    const parted = withoutForm(name);
    return parted === undefined ? undefined : `${parted.form} ${parted.rest}`;
  }),
  ofName('abbreviated', 'a word abbreviated: `International` → `Intl`', ORGANISATION, (name, random) => {
    const found = ABBREVIATIONS.filter(([word]) => new RegExp(`\\b${word}\\b`, 'i').test(name));
    if (found.length === 0) return undefined;
    const [word, short] = random.pick(found);
    return name.replace(new RegExp(`\\b${word}\\b`, 'i'), (written) => inCaseOf(written, short));
  }),
  ofName('ampersand', '`and` ↔ `&`', ORGANISATION, (name) => {
    if (/\band\b/i.test(name)) return name.replace(/\band\b/i, '&');
    return / & /.test(name) ? name.replace(' & ', ' and ') : undefined;
  }),
  ofName('acronym-dots', 'an acronym with full stops', ORGANISATION, (name) => {
    const found = /\b(?!LLC|LTD|INC|JSC)[A-Z]{3,5}\b/.exec(name);
    if (found === null || name === name.toUpperCase()) return undefined;
    return name.replace(found[0], `${[...found[0]].join('.')}.`);
  }),
  ofName('number-words', 'a number as a word: `2` → `Two`', EVERYBODY, (name) => {
    const found = /(?<=\s)(\d{1,2})\b/.exec(name);
    const word = found === null ? undefined : NUMBER_WORDS[Number(found[1])];
    return word === undefined
      ? undefined
      : name.replace(/(?<=\s)\d{1,2}\b/, word[0]!.toUpperCase() + word.slice(1));
  }),
  ofName('roman', 'a number as a Roman numeral: `2` → `II`', EVERYBODY, (name) => {
    const found = /(?<=\s)([1-9]|1[0-2])$/.exec(name);
    return found === null ? undefined : name.replace(/(?<=\s)\d+$/, ROMAN[Number(found[1])]!);
  }),
];
