/**
 * OFAC's relations (RelationType of the advanced formats; `Linked To:` of the others) as FtM links: the schema, and
 * which of its ends is the listed party that states the relation. Others become an `UnknownLink` with their words.
 */
export const RELATIONS: readonly {
  readonly words: RegExp;
  readonly schema: 'Ownership' | 'Family' | 'Directorship' | 'Representation';
  readonly self: string;
  readonly other: string;
}[] = [
  { words: /^owned or controlled by$/i, schema: 'Ownership', self: 'asset', other: 'owner' },
  { words: /^owns, controls, or operates$/i, schema: 'Ownership', self: 'owner', other: 'asset' },
  { words: /^family member of$/i, schema: 'Family', self: 'person', other: 'relative' },
  {
    words: /^(leader or official of|principal executive officer)$/i,
    schema: 'Directorship',
    self: 'director',
    other: 'organization',
  },
  { words: /^acting for or on behalf of$/i, schema: 'Representation', self: 'agent', other: 'client' },
];
