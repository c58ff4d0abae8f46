// The rooms of ARCHITECTURE.md: which may import which. A room's index.ts is its only door.
const rooms = {
  entity: [],
  names: ['entity'],
  match: ['entity', 'names'],
  lists: ['entity'],
  messages: ['entity'],
  store: ['entity'],
  journal: ['entity', 'store'],
  events: ['entity', 'store', 'journal'],
  lookup: ['entity'],
  screening: ['entity', 'match', 'lists', 'messages', 'store', 'journal'],
  casework: ['entity', 'match', 'lists', 'store', 'journal', 'screening'],
  server: ['entity', 'names', 'match', 'lists', 'messages', 'lookup', 'store', 'journal', 'events', 'screening', 'casework'],
  cli: ['entity', 'names', 'match', 'lists', 'messages', 'lookup', 'store', 'journal', 'events', 'screening', 'casework', 'server'],
};
const forbidden = [{ name: 'no-circular', severity: 'error', from: {}, to: { circular: true } }];
for (const [room, allowed] of Object.entries(rooms)) {
  const others = Object.keys(rooms).filter((r) => r !== room && !allowed.includes(r));
  if (others.length > 0) {
    forbidden.push({
      name: `${room}-imports-only-downwards`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: `^src/(${others.join('|')})/` },
    });
  }
  forbidden.push({
    name: `${room}-is-entered-by-its-door`,
    severity: 'error',
    from: { path: '^(src|test|bench|scripts)/', pathNot: `^src/${room}/` },
    to: { path: `^src/${room}/`, pathNot: `^src/${room}/(index\\.ts|.*\\.data\\.json)$` },
  });
}
module.exports = {
  forbidden,
  options: { doNotFollow: { path: 'node_modules' }, tsConfig: { fileName: 'tsconfig.json' }, tsPreCompilationDeps: true, parser: 'swc', enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] } },
};
