import { identifierFamily, type Subject } from '../entity/index.ts';

/** What beside the name may bear on a comparison. */
export type Fact = 'birthDate' | 'country' | 'gender' | 'identifier';

export const FACTS: readonly Fact[] = Object.freeze(['birthDate', 'country', 'gender', 'identifier']);

const FACT_OF: Readonly<Record<string, Fact>> = {
  birthDate: 'birthDate',
  incorporationDate: 'birthDate',
  nationality: 'country',
  citizenship: 'country',
  country: 'country',
  jurisdiction: 'country',
  flag: 'country',
  gender: 'gender',
};

/** The subject with only those facts that count: what does not is not compared at all. Its names stay. */
export function withFacts(subject: Subject, facts: readonly Fact[] | undefined): Subject {
  if (facts === undefined || FACTS.every((fact) => facts.includes(fact))) return subject;
  const properties = Object.entries(subject.properties).filter(([property]) => {
    const fact = FACT_OF[property] ?? (identifierFamily(property) === undefined ? undefined : 'identifier');
    return fact === undefined || facts.includes(fact);
  });
  return { ...subject, properties: Object.fromEntries(properties) };
}
