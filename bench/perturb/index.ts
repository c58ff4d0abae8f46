/** The manipulations that testers inject, one file for each family (RULES: "What testers inject"). */
import { CARRIAGE } from './carriage.ts';
import { FACTS } from './facts.ts';
import { FORMS } from './forms.ts';
import { IDENTIFIERS } from './identifiers.ts';
import { LETTERS } from './letters.ts';
import { LOOK_ALIKES } from './look-alikes.ts';
import { MARKS } from './marks.ts';
import { ORDER } from './order.ts';
import { SCRIPTS } from './scripts.ts';
import { SOUND } from './sound.ts';
import { TITLES } from './titles.ts';
import type { Treatment } from './treatment.ts';

export const TREATMENTS: readonly Treatment[] = [
  ...FACTS,
  ...LETTERS,
  ...SOUND,
  ...ORDER,
  ...MARKS,
  ...TITLES,
  ...FORMS,
  ...LOOK_ALIKES,
  ...SCRIPTS,
  ...CARRIAGE,
  ...IDENTIFIERS,
];
