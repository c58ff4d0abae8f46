import type { Entity } from '../entity/index.ts';

/** Invented entities for the tests of this room: every schema, several scripts, facts, identifiers, two lists. */
export function entity(
  id: string,
  schema: string,
  name: string,
  properties: Entity['properties'] = {},
  datasets: readonly string[] = ['list_a'],
): Entity {
  return { id, schema, caption: name, properties: { name: [name], ...properties }, datasets };
}

export const NAMED_ENTITIES: readonly Entity[] = [
  entity('p-hattab', 'Person', 'Qasim Yahya al-Hattab', {
    alias: ['قاسم يحيى الحطاب', 'Abu Yahya al-Hattab'],
    weakAlias: ['Abu Yahya'],
    birthDate: ['1971-03-04'],
    nationality: ['iq'],
    gender: ['male'],
    passportNumber: ['A 1234567'],
  }),
  entity('p-rezaei', 'Person', 'Mohammed Hassan Rezaei', { birthDate: ['1965'], nationality: ['ir'] }),
  entity('p-lawrow', 'Person', 'Sergei Viktorovich Turchin', { alias: ['Сергей Викторович Турчин'] }, [
    'list_b',
  ]),
  entity('p-kim', 'Person', 'Kim Yong Chol', { alias: ['김영철'], nationality: ['kp'] }),
  entity('p-zhang', 'Person', '张伟民', { alias: ['Zhang Weimin'] }),
  entity('p-yasin', 'Person', 'Abd al Rahman Yasin', { birthDate: ['1960-04-10'] }),
  entity('p-single', 'Person', 'Zulkarnaen'),
  entity('p-long', 'Person', 'Usama bin Muhammad bin Awad bin Ladin', { alias: ['أسامة بن لادن'] }),
  entity('p-common', 'Person', 'Mohammed Ali'),
  entity('p-initials', 'Person', 'J. R. Okonkwo'),
  entity('o-state', 'Organization', 'Islamic State of Iraq and the Levant', {
    alias: ['ISIL', 'الدولة الإسلامية'],
  }),
  entity('o-brigade', 'Organization', 'Al Noor Brigade 44'),
  entity('o-trade', 'Company', 'Belhadi Trading GmbH', {
    registrationNumber: ['HRB 98765'],
    jurisdiction: ['de'],
  }),
  entity('o-fund', 'LegalEntity', 'Rahma Relief Fund', {}, ['list_b']),
  entity('v-grace', 'Vessel', 'Ocean Grace 2', { imoNumber: ['IMO 9074729'], flag: ['pa'] }, ['list_b']),
  entity('a-plane', 'Airplane', 'Falcon Zulu'),
  entity('w-wallet', 'CryptoWallet', 'wallet', {
    publicKey: ['0x52908400098527886E0F7030069857D2E4169EE7'],
    currency: ['ETH'],
  }),
];

const GIVEN = [
  ...['Mohammed', 'Ahmad', 'Yusuf', 'Khaled', 'Abdullah', 'Ibrahim', 'Hassan', 'Omar', 'Sergei', 'Dmitri'],
  ...['Jean', 'Carlos', 'Ivan', 'Amina', 'Fatima', 'Nguyen', 'Kwame', 'Ravi', 'Mehmet', 'Abd al Aziz'],
];
const FAMILY = [
  ...['al-Zarqani', 'Belhadi', 'Turkmani', 'Haidari', 'Sokolov', 'Okonkwo', 'Fernandez', 'Tanaka', 'Aydin'],
  ...['Qureshi', 'bin Saleh', 'van der Hout', 'Kovalenko', 'Habashi', 'Dar', 'Shchukin', 'Khattak'],
];
const NATIVE = [
  'محمد الحطاب',
  'خالد شريف',
  'Дмитрий Соколов',
  'Иван Коваленко',
  '习远平',
  '박정수',
  'דוד כהן',
];
const THINGS = ['Al Noor', 'Rahma', 'Crescent', 'Golden Gate', 'Ocean', 'Levant', 'Zenith', 'Sahara'];
const ENDINGS = ['Trading LLC', 'Foundation', 'Exchange', 'Brigade 7', 'Relief Fund', 'Shipping Co', 'Bank'];

/** Some hundred more, each of another combination of names, so that candidates compete. */
export function manyEntities(): Entity[] {
  const entities: Entity[] = [...NAMED_ENTITIES];
  GIVEN.forEach((given, g) => {
    FAMILY.forEach((family, f) => {
      if ((g + f) % 2 === 0) return;
      const middle = (g + f) % 5 === 0 ? ` ${GIVEN[(g * 7 + f) % GIVEN.length]}` : '';
      const alias = (g * f) % 11 === 3 ? { alias: [NATIVE[(g + f) % NATIVE.length]!] } : {};
      const facts = (g + f) % 3 === 0 ? { birthDate: [`19${50 + ((g * f) % 45)}`], nationality: ['iq'] } : {};
      entities.push(
        entity(`p-${g}-${f}`, 'Person', `${given}${middle} ${family}`, { ...alias, ...facts }, [
          g % 2 === 0 ? 'list_a' : 'list_b',
        ]),
      );
    });
  });
  THINGS.forEach((thing, t) => {
    ENDINGS.forEach((ending, e) => {
      const schema = (['Organization', 'Company', 'LegalEntity'] as const)[(t + e) % 3]!;
      entities.push(entity(`o-${t}-${e}`, schema, `${thing} ${ending}`));
    });
    entities.push(entity(`v-${t}`, 'Vessel', `MV ${thing} Star ${t}`));
  });
  return entities;
}
