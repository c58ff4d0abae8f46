/**
 * Links of lists that speak of ownership, besides FtM's `Ownership`: an `UnknownLink` whose role is one of these.
 * `owner` names the end that owns. What may as well be control, acquaintance or help (`Linked To`,
 * `current owner or operator`) is none: it says nothing of a share.
 */
export const OWNERSHIP_ROLES: readonly { readonly role: RegExp; readonly owner: 'subject' | 'object' }[] = [
  { role: /^parent company$/iu, owner: 'object' },
  { role: /^subsidiary$/iu, owner: 'subject' },
];

/** Roles and types of an `Ownership` that speak of control as much as of ownership: its share is not known. */
export const CONTROL_ONLY = /^(?:controlled by|controls)$/iu;

export const VOTES = /\bvot(?:es|ing)\b/iu;
