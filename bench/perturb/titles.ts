import { ofName, PERSON, type Treatment } from './treatment.ts';

const BEFORE = [
  'Mr',
  'Mr.',
  'Dr.',
  'Sheikh',
  'Haji',
  'Herr',
  'Gen.',
  'Prof. Dr.',
  'Mullah',
  'Señor',
  'Colonel',
  'Hon.',
  'Brigadier General',
  'M.',
  'Sayyid',
];
const BEHIND = ['Jr.', 'PhD', 'MD', 'Esq.', 'MBA', 'Sr.'];

export const TITLES: readonly Treatment[] = [
  ofName('honorific', 'a title before the name', PERSON, (name, random) => `${random.pick(BEFORE)} ${name}`),
  ofName(
    'title-behind',
    'a title or degree behind the name',
    PERSON,
    (name, random) => `${name}, ${random.pick(BEHIND)}`,
  ),
];
