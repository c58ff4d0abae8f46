import type { Command } from 'commander';
import { type Entity, RiegelError } from '../../entity/index.ts';
import { type LinkProposal, linksInForce } from '../../screening/index.ts';
import { printable } from '../output/printable.ts';
import { sinkOf } from '../output/sink.ts';
import { isJson } from '../output/text-or-json.ts';
import { numberFrom, tellNotices } from '../policy-options.ts';

interface LinksOptions {
  readonly dataDir: string;
  readonly format: string;
  readonly list?: string;
  readonly state?: string;
  readonly limit: string;
}

export function addLinksCommand(lists: Command): void {
  lists
    .command('links')
    .description('which entries of the lists in force name one and the same, with the evidence, surest first')
    .option('--list <id>', 'only links with an entry of this list')
    .option('--state <state>', 'only linked, or only proposed: what a person has to look at')
    .option('--limit <number>', 'most links told as text', '50')
    .option('--format <format>', 'text or json (all links, one on each line)', 'text')
    .action(async ({ dataDir, format, list, state, limit }: LinksOptions) => {
      const json = isJson(format);
      const most = numberFrom('--limit', limit);
      if (state !== undefined && state !== 'linked' && state !== 'proposed')
        throw new RiegelError('cli/usage', `--state ${state} is not known`, {
          expected: 'linked or proposed',
        });
      const { proposals, entries, listVersions, notices } = await linksInForce(dataDir);
      tellNotices({ notices });
      if (list !== undefined && !Object.hasOwn(listVersions, list))
        throw new RiegelError('screening/unknown-list', `The list ${JSON.stringify(list)} is not in force`, {
          expected: `one of ${Object.keys(listVersions).sort().join(', ')}`,
        });
      const chosen = proposals.filter(
        (one) =>
          (state === undefined || one.state === state) &&
          (list === undefined || [one.left, one.right].some((id) => entries.get(id)?.datasets[0] === list)),
      );
      const sink = sinkOf(process.stdout);
      if (json) {
        for (const one of chosen) await sink.write(`${JSON.stringify(one)}\n`);
        return;
      }
      const linked = chosen.filter((one) => one.state === 'linked').length;
      await sink.write(`${linked} linked, ${chosen.length - linked} proposed\n`);
      for (const one of chosen.slice(0, most)) await sink.write(textOf(one, entries));
    });
}

function textOf(link: LinkProposal, entries: ReadonlyMap<string, Entity>): string {
  const evidence = link.evidence.map((one) =>
    one.kind === 'names'
      ? `names ${one.score.toFixed(2)} ${Object.entries(one.facts)
          .map(([fact, relation]) => `${fact} ${relation}`)
          .join(', ')}`
      : `${one.kind} ${one.kind === 'reference' ? one.scheme : one.family} ${one.number}`,
  );
  const doubts = link.doubts.map(({ code, about }) => (about === undefined ? code : `${code} (${about})`));
  const lines = [
    `${link.state}  ${link.strength.toFixed(3)}  ${nameOf(link.left, entries)}  =  ${nameOf(link.right, entries)}`,
    `    ${evidence.join('; ')}`,
    ...(doubts.length === 0 ? [] : [`    but: ${doubts.join('; ')}`]),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

function nameOf(id: string, entries: ReadonlyMap<string, Entity>): string {
  return `${entries.get(id)?.caption ?? ''} [${id}]`;
}
