import { valuesOf } from '../../src/entity/index.ts';
import { PERSON, type Treatment } from './treatment.ts';

const isDay = (date: string) => /^\d{4}-\d{2}-\d{2}$/.test(date);

export const FACTS: readonly Treatment[] = [
  {
    id: 'exact',
    what: 'the listed name as it is',
    bearers: ['person', 'organisation', 'vessel'],
    alter: ({ name }) => ({ name }),
  },
  {
    id: 'year-only',
    what: 'the listed name with the year of birth alone',
    bearers: PERSON,
    alter: ({ name, entity }) => {
      const date = valuesOf(entity, 'birthDate').find(isDay);
      return date === undefined ? undefined : { name, properties: { birthDate: [date.slice(0, 4)] } };
    },
  },
  {
    id: 'day-month-swapped',
    what: 'the listed name with day and month of birth exchanged',
    bearers: PERSON,
    alter: ({ name, entity }) => {
      const date = valuesOf(entity, 'birthDate').find(
        (one) => isDay(one) && Number(one.slice(8)) <= 12 && one.slice(5, 7) !== one.slice(8),
      );
      if (date === undefined) return undefined;
      return {
        name,
        properties: { birthDate: [`${date.slice(0, 4)}-${date.slice(8)}-${date.slice(5, 7)}`] },
      };
    },
  },
  {
    id: 'edit-and-date',
    what: 'one letter left out of the longest word, with the date of birth',
    bearers: PERSON,
    alter: ({ name, entity }, random) => {
      const date = valuesOf(entity, 'birthDate')[0];
      const longest = name.split(/\s+/).reduce((a, b) => (b.length > a.length ? b : a), '');
      if (date === undefined || !/^[A-Za-z]{5,}$/.test(longest)) return undefined;
      const at = name.indexOf(longest) + 1 + random.below(longest.length - 1);
      return { name: name.slice(0, at) + name.slice(at + 1), properties: { birthDate: [date] } };
    },
  },
];
