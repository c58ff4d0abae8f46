import type { CountedStake, OwnershipAnswer } from './answer.ts';
import type { OwnershipRules } from './rules.data.ts';

/** Most stakes spelt out in a sentence; the data has them all. */
const SPELT_OUT = 6;

type Facts = Omit<OwnershipAnswer, 'sentence'>;

/** One plain sentence on the answer, with its arithmetic, and what must be known beside it. */
export function sentenceOf(
  facts: Facts,
  rules: OwnershipRules,
  nameOf: (id: string) => string,
): OwnershipAnswer['sentence'] {
  return { en: english(facts, rules, nameOf), de: german(facts, rules, nameOf) };
}

function english(facts: Facts, rules: OwnershipRules, nameOf: (id: string) => string): string {
  const who = rules.aggregation === 'all' ? 'listed persons' : 'one listed person';
  const owned = `${rules.aggregation === 'all' ? 'own' : 'owns'} ${span(facts.aggregate, 'between', 'and', '.')} of its ${facts.aggregate.kind}`;
  const sum = arithmetic(facts, nameOf, '.', {
    'may-be-owned': 'which may itself be owned',
    joint: 'held jointly',
    control: 'control',
    more: (n) => `and ${n} more`,
  });
  const asked = rules.inclusive
    ? `${number(facts.threshold.percent, '.')} or more`
    : `more than ${number(facts.threshold.percent, '.')}`;
  const name = nameOf(facts.entity);
  const under = `under ${rules.name.en}`;
  if (facts.because === 'listed') return `${name} is listed itself; ${who} ${owned}.`;
  if (facts.because === 'controlled')
    return `${name} is treated as blocked ${under}: a listed person, or an entity that is owned by one, controls it${sum}.`;
  const verdict = {
    blocked: `${name} is blocked ${under}`,
    'not-blocked': `${name} is not blocked ${under}`,
    'cannot-tell': `It cannot be told whether ${name} is blocked ${under}`,
  }[facts.status];
  return `${verdict}: ${who} ${owned}${sum}, and the rule asks for ${asked}.${besides(facts, BESIDES_EN, '.')}`;
}

function german(facts: Facts, rules: OwnershipRules, nameOf: (id: string) => string): string {
  const all = rules.aggregation === 'all';
  const who = all ? 'gelistete Personen' : 'eine gelistete Person';
  const what = facts.aggregate.kind === 'shares' ? 'der Anteile' : 'der Stimmrechte';
  const owned = `${all ? 'halten' : 'hält'} ${span(facts.aggregate, 'zwischen', 'und', ',')} ${what}`;
  const sum = arithmetic(facts, nameOf, ',', {
    'may-be-owned': 'das selbst erfasst sein kann',
    joint: 'gemeinsam gehalten',
    control: 'Kontrolle',
    more: (n) => `und ${n} weitere`,
  });
  const asked = rules.inclusive
    ? `${number(facts.threshold.percent, ',')} oder mehr`
    : `mehr als ${number(facts.threshold.percent, ',')}`;
  const name = nameOf(facts.entity);
  const under = `nach ${rules.name.de}`;
  if (facts.because === 'listed') return `${name} ist selbst gelistet; ${who} ${owned}.`;
  if (facts.because === 'controlled')
    return `${name} gilt ${under} als blockiert: Eine gelistete Person oder etwas, das ihr gehört, kontrolliert es${sum}.`;
  const verdict = {
    blocked: `${name} ist ${under} blockiert`,
    'not-blocked': `${name} ist ${under} nicht blockiert`,
    'cannot-tell': `Ob ${name} ${under} blockiert ist, lässt sich nicht sagen`,
  }[facts.status];
  return `${verdict}: ${who} ${owned}${sum}, verlangt sind ${asked}.${besides(facts, BESIDES_DE, ',')}`;
}

interface Words {
  readonly 'may-be-owned': string;
  readonly joint: string;
  readonly control: string;
  readonly more: (left: number) => string;
}

/** ` (A 25 % + X → B 25 % = 50 %)`; nothing where nothing counts. */
function arithmetic(facts: Facts, nameOf: (id: string) => string, comma: string, words: Words): string {
  const counted = facts.counted.filter(
    ({ kind }) => kind === facts.aggregate.kind || (kind === 'control' && facts.because === 'controlled'),
  );
  if (counted.length === 0) return '';
  const parts = counted.slice(0, SPELT_OUT).map((stake) => part(stake, nameOf, comma, words));
  const left = counted.length - parts.length;
  return ` (${parts.join(' + ')}${left > 0 ? ` ${words.more(left)}` : ''})`;
}

function part(stake: CountedStake, nameOf: (id: string) => string, comma: string, words: Words): string {
  const path = (stake.path.length === 0 ? [stake.owner] : stake.path).map(nameOf).join(' → ');
  const how =
    stake.because === 'may-be-owned' || stake.because === 'joint' ? `, ${words[stake.because]}` : '';
  return `${path} ${stake.kind === 'control' ? words.control : span(stake, '', '–', comma)}${how}`;
}

function span(
  { low, high }: { readonly low: number; readonly high: number },
  between: string,
  and: string,
  comma: string,
): string {
  if (low === high) return number(low, comma);
  return `${between} ${number(low, comma)} ${and} ${number(high, comma)}`.trim();
}

/** Digits as they are: a rounded 49.999999 would read 50. */
function number(percent: number, comma: string): string {
  return `${String(percent).replace('.', comma)} %`;
}

type Besides = Partial<Record<OwnershipAnswer['notices'][number]['code'], (percent: string) => string>>;

const BESIDES_EN: Besides = {
  conflict: () => 'Sources contradict each other on a share.',
  'over-whole': (percent) => `The shares that were told add up to ${percent}.`,
  unaccounted: (percent) => `Who owns ${percent} of it was not told.`,
  'not-counted': () =>
    'Control or votes of such a person are not counted by this rule, and call for caution.',
  ended: () =>
    'Holdings of such persons have ended: property blocked while they lasted may still be blocked.',
};

const BESIDES_DE: Besides = {
  conflict: () => 'Quellen widersprechen sich bei einem Anteil.',
  'over-whole': (percent) => `Die genannten Anteile ergeben zusammen ${percent}.`,
  unaccounted: (percent) => `Wem ${percent} davon gehören, ist nicht genannt.`,
  'not-counted': () =>
    'Kontrolle oder Stimmrechte einer solchen Person zählt diese Regel nicht; sie mahnen zur Vorsicht.',
  ended: () =>
    'Beteiligungen solcher Personen sind beendet: was währenddessen blockiert war, kann es noch sein.',
};

function besides(facts: Facts, words: Besides, comma: string): string {
  const said = new Set<string>();
  for (const { code, low = 0 } of facts.notices) {
    const sentence = words[code]?.(number(low, comma));
    if (sentence !== undefined) said.add(sentence);
  }
  return [...said].map((sentence) => ` ${sentence}`).join('');
}
