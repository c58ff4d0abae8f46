import type { Explanation, WordReason } from '../match.ts';

type Language = 'en' | 'de';

/** The explanation as one plain sentence in English and German. */
export function sentenceOf(
  caption: string,
  lists: readonly string[],
  parts: Omit<Explanation, 'sentence'>,
): { readonly en: string; readonly de: string } {
  return { en: write('en', caption, lists, parts), de: write('de', caption, lists, parts) };
}

const REASON: Readonly<Record<Language, Readonly<Record<WordReason, string>>>> = {
  en: {
    same: 'the same as',
    spelling: 'another spelling of',
    slip: 'a slip away from',
    script: 'another script’s',
    meaning: 'the same word as',
    equivalent: 'an equivalent of',
    initial: 'the initial of',
    joined: 'written joined or apart as',
  },
  de: {
    same: 'gleich',
    spelling: 'andere Schreibweise von',
    slip: 'Tippfehler zu',
    script: 'in anderer Schrift',
    meaning: 'gleichbedeutend mit',
    equivalent: 'Entsprechung von',
    initial: 'Anfangsbuchstabe von',
    joined: 'getrennt oder zusammen geschrieben',
  },
};

const TEXT = {
  en: {
    exact: (subject: string, listed: string, on: string) => `“${subject}” is the name “${listed}” on ${on}`,
    alike: (subject: string, listed: string, on: string) => `“${subject}” is like “${listed}” on ${on}`,
    alias: {
      alias: 'alias',
      weakAlias: 'weak alias',
      previousName: 'former name',
      abbreviation: 'abbreviation',
    } as Record<string, string>,
    of: (kind: string, caption: string) => `, ${kind} of ${caption}`,
    subjectOnly: (words: string) => `the list does not have ${words}`,
    listedOnly: (words: string) => `the list adds ${words}`,
    identifier: {
      same: (value: string, caption: string, on: string) =>
        `The identifier ${value} is that of ${caption} on ${on}`,
      unknown: (value: string, caption: string, on: string) =>
        `The number ${value} is also that of ${caption} on ${on}, but it is not known whether it is the same kind of document`,
    },
    birthDate: {
      same: 'the birth date agrees',
      compatible: 'the birth date is compatible',
      swapped: 'day and month of birth are swapped',
      near: 'the birth date is near',
      contradiction: 'the birth date contradicts',
      unknown: '',
    } as Record<string, string>,
    country: { agrees: 'the country agrees', differs: 'the country differs' } as Record<string, string>,
    gender: { differs: 'the gender differs' } as Record<string, string>,
    and: ' and ',
  },
  de: {
    exact: (subject: string, listed: string, on: string) => `„${subject}“ ist der Name „${listed}“ auf ${on}`,
    alike: (subject: string, listed: string, on: string) => `„${subject}“ ähnelt „${listed}“ auf ${on}`,
    alias: {
      alias: 'Alias',
      weakAlias: 'schwacher Alias',
      previousName: 'früherer Name',
      abbreviation: 'Abkürzung',
    } as Record<string, string>,
    of: (kind: string, caption: string) => `, ${kind} von ${caption}`,
    subjectOnly: (words: string) => `die Liste kennt ${words} nicht`,
    listedOnly: (words: string) => `die Liste führt zusätzlich ${words}`,
    identifier: {
      same: (value: string, caption: string, on: string) =>
        `Die Kennung ${value} ist die von ${caption} auf ${on}`,
      unknown: (value: string, caption: string, on: string) =>
        `Die Nummer ${value} ist auch die von ${caption} auf ${on}; ob es dieselbe Art von Dokument ist, ist nicht bekannt`,
    },
    birthDate: {
      same: 'das Geburtsdatum stimmt überein',
      compatible: 'das Geburtsdatum ist vereinbar',
      swapped: 'Tag und Monat der Geburt sind vertauscht',
      near: 'das Geburtsdatum liegt nahe',
      contradiction: 'das Geburtsdatum widerspricht',
      unknown: '',
    } as Record<string, string>,
    country: { agrees: 'das Land stimmt überein', differs: 'das Land weicht ab' } as Record<string, string>,
    gender: { differs: 'das Geschlecht weicht ab' } as Record<string, string>,
    and: ' und ',
  },
} as const;

function write(
  language: Language,
  caption: string,
  lists: readonly string[],
  parts: Omit<Explanation, 'sentence'>,
): string {
  const text = TEXT[language];
  const on = lists.join(', ');
  const clauses: string[] = [];
  const identifier = parts.identifiers.find(({ kind }) => kind === 'same') ?? parts.identifiers[0];
  if (identifier !== undefined) {
    clauses.push(text.identifier[identifier.kind](identifier.value, caption, on));
  }
  const name = parts.name;
  if (name !== undefined && name.score > 0) {
    const exact =
      name.words.every((word) => word.reason === 'same') &&
      name.subjectOnly.length === 0 &&
      name.listedOnly.length === 0;
    const kind = text.alias[name.property];
    const owner = name.listed === caption || kind === undefined ? '' : text.of(kind, caption);
    if (identifier === undefined) {
      clauses.push((exact ? text.exact : text.alike)(name.subject, name.listed, on) + owner);
    }
    const unlike = name.words.filter((word) => word.reason !== 'same');
    if (unlike.length > 0 && identifier === undefined) {
      clauses.push(
        unlike
          .map((word) => `${word.subject} ~ ${word.listed} (${REASON[language][word.reason]})`)
          .join(', '),
      );
    }
    if (name.subjectOnly.length > 0) clauses.push(text.subjectOnly(name.subjectOnly.join(text.and)));
    if (name.listedOnly.length > 0) clauses.push(text.listedOnly(name.listedOnly.join(text.and)));
  }
  for (const fact of parts.facts) {
    const table =
      fact.fact === 'birthDate' || fact.fact === 'country' || fact.fact === 'gender'
        ? text[fact.fact]
        : undefined;
    const said = table?.[fact.relation];
    if (said === undefined || said === '') continue;
    const values =
      fact.subject.length > 0 && fact.listed.length > 0
        ? ` (${fact.subject.slice(0, 3).join(', ')} / ${fact.listed.slice(0, 3).join(', ')})`
        : '';
    clauses.push(said + values);
  }
  return `${clauses.join('; ')}.`;
}
