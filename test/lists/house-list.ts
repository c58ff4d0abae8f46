/** A mapping for a list of one's own, `house_list`: persons with `no` and `name`, and what `more` columns say. */
export function houseMapping(more: readonly { column: string; property: string }[] = []): string {
  return JSON.stringify({
    id: 'house_list',
    title: 'House list',
    authority: 'Test',
    jurisdiction: 'de',
    regimes: ['terrorism'],
    homepage: 'https://example.org/',
    licence: 'none',
    rhythm: { text: 'never', maxAgeHours: 100_000 },
    file: { format: 'csv', names: ['house.csv'] },
    entity: { id: { prefix: 'house', key: ['no'] }, schema: 'Person' },
    columns: [{ column: 'no', property: 'idNumber' }, { column: 'name', property: 'name' }, ...more],
    constants: { topics: ['sanction'] },
  });
}
