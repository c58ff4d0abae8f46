import data from './given-names.data.json' with { type: 'json' };
import { nativeForm } from './native-form.ts';
import surnames from './surnames.data.json' with { type: 'json' };

/** Names that are the same name in another spelling, another culture, or short. */
export interface NameGroup {
  readonly id: number;
  readonly kind: 'spelling' | 'equivalent' | 'nickname';
  /** `weak`: the link is real, but people use the two as different names; evidence only beside other agreement. */
  readonly strength: 'strong' | 'weak';
  /** Which part of a name it belongs to; Korean and Chinese syllables are met in both. */
  readonly part: 'given' | 'family';
  readonly culture: string;
}

interface Section {
  readonly kind: NameGroup['kind'];
  readonly strength: NameGroup['strength'];
  readonly part: NameGroup['part'];
  readonly culture: string;
  readonly groups: readonly string[];
}

const sections: readonly Section[] = [
  ...data.sections.map((section) => ({ ...section, part: 'given' }) as Section),
  ...surnames.sections.map((section) => ({ ...section, kind: 'spelling', part: 'family' }) as Section),
];

/** Members of a group; those marked ~ are only loosely of it. */
function membersOf(group: string): { close: string[]; loose: string[] } {
  const close: string[] = [];
  const loose: string[] = [];
  for (const marked of group.split(' ')) {
    if (marked.endsWith('~')) loose.push(nativeForm(marked.slice(0, -1)));
    else close.push(nativeForm(marked));
  }
  return { close, loose };
}

/** A name that heads spelling groups stands, in other groups, for all its spellings. */
const spellingsOfHead = new Map<string, string[]>();
for (const section of sections) {
  if (section.kind !== 'spelling' || section.part !== 'given') continue;
  for (const group of section.groups) {
    const { close } = membersOf(group);
    spellingsOfHead.set(close[0]!, [...(spellingsOfHead.get(close[0]!) ?? []), ...close]);
  }
}

const groups: NameGroup[] = [];
const idsOf = new Map<string, number[]>();

function addGroup(section: Section, strength: NameGroup['strength'], members: readonly string[]): void {
  const { kind, part, culture } = section;
  const id = groups.length;
  groups.push(Object.freeze({ id, kind, strength, part, culture }));
  for (const member of new Set(members)) {
    const ids = idsOf.get(member);
    if (ids) ids.push(id);
    else idsOf.set(member, [id]);
  }
}

for (const section of sections) {
  for (const group of section.groups) {
    const { close, loose } = membersOf(group);
    const spelled = (names: readonly string[]) =>
      section.kind === 'spelling'
        ? names
        : names.flatMap((name) => [name, ...(spellingsOfHead.get(name) ?? [])]);
    const closeForms = spelled(close);
    if (close.length > 1 || closeForms.length > 1) addGroup(section, section.strength, closeForms);
    if (loose.length > 0) addGroup(section, 'weak', [...closeForms, ...spelled(loose)]);
  }
}
for (const ids of idsOf.values()) Object.freeze(ids);

const NO_GROUPS: readonly number[] = Object.freeze([]);

/**
 * Takes one normalised token; gives the ids of the groups it is in, ascending, empty where none. Two tokens with
 * an id in common are the same name in the way that `nameGroup(id)` says. Ids hold for this version of the data only.
 */
export function givenNameGroups(token: string): readonly number[] {
  return idsOf.get(nativeForm(token)) ?? NO_GROUPS;
}

/** Takes an id that `givenNameGroups` gave; undefined for any other number. */
export function nameGroup(id: number): NameGroup | undefined {
  return groups[id];
}
