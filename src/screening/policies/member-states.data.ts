/** The member states of the European Union (Article 52 TEU), ISO 3166-1 alpha-2: where a rule for `eu` holds. */
export const MEMBER_STATES: ReadonlySet<string> = new Set([
  ...['at', 'be', 'bg', 'hr', 'cy', 'cz', 'dk', 'ee', 'fi', 'fr', 'de', 'gr', 'hu', 'ie'],
  ...['it', 'lv', 'lt', 'lu', 'mt', 'nl', 'pl', 'pt', 'ro', 'sk', 'si', 'es', 'se'],
]);
