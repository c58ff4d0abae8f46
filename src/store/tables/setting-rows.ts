/** The settings' table, as Kysely knows it. */
export interface SettingTables {
  readonly setting: { readonly name: string; readonly value: unknown };
}
