import { type Counter, type Counts, Tally, unescaped } from './counter.ts';

/** Counts of the Swiss list from its raw text. */
export const chCounters: readonly Counter[] = [
  { file: 'ch/seco_2026-08-27_trimmed_sample.xml', source: 'ch_seco_sanctions', count: countSeco },
];

/** Listed targets: those whose newest modification, written first, is no de-listing. */
function countSeco(bytes: Uint8Array): Counts {
  const text = new TextDecoder().decode(bytes).replace(/<(added|removed)>[\s\S]*?<\/\1>/g, '');
  const names = new Tally();
  let designations = 0;
  for (const target of text.split('<target ').slice(1)) {
    if (/modification-type="([^"]+)"/.exec(target)?.[1] === 'de-listed') continue;
    const id = /^ssid="(\d+)"/.exec(target)?.[1] ?? '';
    designations += target.match(/<sanctions-set-id>/g)?.length ?? 0;
    for (const name of target.split('<name ').slice(1)) {
      const values = [...name.split('</name>')[0]!.matchAll(/<value>([^<]*)</g)];
      names.add(id, values.map(([, value]) => unescaped(value!)).join(' '));
    }
  }
  return { entities: names.keys, designations, names: names.texts, numbers: 0 };
}
