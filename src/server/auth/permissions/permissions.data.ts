/** Who may do what. A route names one of these permissions; a person holds those of all roles together. */

/** What a person does in an installation. */
export const ROLES = ['analyst', 'approver', 'officer', 'auditor', 'list-manager', 'administrator'] as const;

interface PermissionRow {
  /** Whether anything is different afterwards, and be it only a record that somebody saw a name. */
  readonly writes: boolean;
  /**
   * Whether only a person who is signed in may use it, never an API key: what decides about a person (GDPR Art. 22;
   * Directive (EU) 2016/681 Art. 6(5)), and what would let a stolen key make further ones.
   */
  readonly peopleOnly?: true;
  readonly roles: readonly (typeof ROLES)[number][];
}

const CASE_ROLES = ['analyst', 'approver', 'officer'] as const;
const EVERYONE = ROLES;

export const PERMISSIONS = {
  screen: { writes: true, roles: [...CASE_ROLES, 'list-manager', 'administrator'] },
  'documents.screen': { writes: true, roles: [...CASE_ROLES, 'administrator'] },
  'screenings.read': { writes: false, roles: [...CASE_ROLES, 'auditor'] },
  'certificates.read': { writes: false, roles: [...CASE_ROLES, 'auditor'] },

  'customers.read': { writes: false, roles: [...CASE_ROLES, 'auditor', 'administrator'] },
  'customers.write': { writes: true, roles: ['administrator'] },
  'ownership.read': { writes: false, roles: [...CASE_ROLES, 'auditor', 'list-manager'] },
  'ownership.write': { writes: true, roles: ['list-manager', 'administrator'] },
  'sweeps.read': { writes: false, roles: [...CASE_ROLES, 'auditor', 'list-manager', 'administrator'] },
  'sweeps.run': { writes: true, roles: ['list-manager', 'administrator'] },

  'alerts.read': { writes: false, roles: [...CASE_ROLES, 'auditor'] },
  'alerts.assign': { writes: true, roles: CASE_ROLES },
  'alerts.decide': { writes: true, peopleOnly: true, roles: CASE_ROLES },
  'alerts.approve': { writes: true, peopleOnly: true, roles: ['approver'] },
  'cases.read': { writes: false, roles: [...CASE_ROLES, 'auditor'] },
  'cases.write': { writes: true, roles: CASE_ROLES },
  'exemptions.read': { writes: false, roles: [...CASE_ROLES, 'auditor'] },
  'exemptions.write': { writes: true, peopleOnly: true, roles: CASE_ROLES },
  'exemptions.approve': { writes: true, peopleOnly: true, roles: ['approver'] },

  'lists.read': { writes: false, roles: EVERYONE },
  'lists.update': { writes: true, roles: ['list-manager', 'administrator'] },
  'lists.release': { writes: true, peopleOnly: true, roles: ['list-manager'] },
  'links.read': { writes: false, roles: EVERYONE },
  'links.review': { writes: true, peopleOnly: true, roles: ['list-manager', 'approver'] },

  'policies.read': { writes: false, roles: EVERYONE },
  'policies.write': { writes: true, peopleOnly: true, roles: ['approver', 'list-manager', 'administrator'] },
  'policies.activate': { writes: true, peopleOnly: true, roles: ['approver', 'administrator'] },

  'journal.read': { writes: false, roles: ['approver', 'auditor', 'administrator'] },
  'journal.verify': { writes: false, roles: ['approver', 'auditor', 'administrator'] },
  'personal.unmask': { writes: true, peopleOnly: true, roles: ['approver', 'officer'] },
  'personal.erase': { writes: true, peopleOnly: true, roles: ['administrator'] },

  'events.read': { writes: false, roles: EVERYONE },
  'webhooks.read': { writes: false, roles: ['auditor', 'administrator'] },
  'webhooks.manage': { writes: true, peopleOnly: true, roles: ['administrator'] },
  'metrics.read': { writes: false, roles: ['auditor', 'administrator'] },

  'people.read': { writes: false, roles: ['approver', 'auditor', 'administrator'] },
  'people.manage': { writes: true, peopleOnly: true, roles: ['administrator'] },
  'keys.read': { writes: false, roles: ['auditor', 'administrator'] },
  'keys.manage': { writes: true, peopleOnly: true, roles: ['administrator'] },
} as const satisfies Record<string, PermissionRow>;
