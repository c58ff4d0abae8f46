import type { MatchIndex } from '../match/index.ts';

/** Entities asked for; some of the shortest captions (one title, one common word) may stay below any threshold. */
const PROBES = 16;
const FOUND_AT_LEAST = 0.75;
const THRESHOLD = 0.7;

/**
 * Whether an index finds entities by the very name it holds of them. An index of another build of the engine, whose
 * version nobody raised, passes every checksum and finds nothing: then everybody would be clear.
 */
export function findsItsOwn(index: MatchIndex): boolean {
  try {
    return probe(index);
  } catch {
    // Bytes that the engine stumbles over are no index it can answer from.
    return false;
  }
}

function probe(index: MatchIndex): boolean {
  const { entities } = index.info;
  const asked = Math.min(PROBES, entities);
  let found = 0;
  let named = 0;
  for (let probe = 0; probe < asked; probe++) {
    const { id, schema, caption } = index.record(Math.floor((probe * entities) / asked));
    if (schema === 'CryptoWallet' || !/\p{L}/u.test(caption)) continue;
    named++;
    const matches = index.screen({ schema, properties: { name: [caption] } }, { threshold: THRESHOLD });
    // With a very common name others may fill the whole answer.
    if (matches.some((match) => match.id === id || match.score === 1)) found++;
  }
  return found >= named * FOUND_AT_LEAST;
}
