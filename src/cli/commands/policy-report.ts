import type { Command } from 'commander';
import { compilePolicy, type ValidationReport, validateConfiguration } from '../../screening/index.ts';
import { EXIT } from '../exit-code.ts';
import { fit } from '../output/columns.ts';
import { printable } from '../output/printable.ts';
import { sinkOf } from '../output/sink.ts';
import { isJson, withFormat } from '../output/text-or-json.ts';
import { numberFrom, readyIndex } from '../policy-options.ts';
import { withRecords } from '../records.ts';
import { doorFrom } from './policy-change.ts';

interface ReportOptions {
  readonly dataDir: string;
  readonly format: string;
  readonly door: string;
  readonly jurisdiction?: string;
  readonly policy?: string;
  readonly perList: string;
}

export function addReportCommand(policy: Command): void {
  withFormat(policy.command('report'))
    .description(
      'validate the live configuration: lists current, fields mapped, exact and manipulated records found, clean records quiet',
    )
    .option('--door <door>', 'the door that is tried', 'customer')
    .option('--jurisdiction <code>', 'country under whose law is screened')
    .option('--policy <policy>', 'NAME or NAME@VERSION (default: the policy in force at the door)')
    .option('--per-list <number>', 'records that are tried of each list', '200')
    .action(async ({ dataDir, format, jurisdiction, ...options }: ReportOptions) => {
      const json = isJson(format);
      const door = doorFrom(options.door);
      const version = await withRecords(dataDir, ({ policies }) =>
        options.policy === undefined ? policies.atDoor(door) : policies.find(options.policy),
      );
      const { index } = await readyIndex(dataDir);
      const context = { door, ...(jurisdiction === undefined ? {} : { jurisdiction }) };
      const report = await validateConfiguration({
        dataDir,
        index,
        reference: `${version.name}@${version.version}`,
        policy: compilePolicy(version.document, context, index.info),
        perList: numberFrom('--per-list', options.perList),
      });
      await sinkOf(process.stdout).write(json ? `${JSON.stringify(report)}\n` : reportText(report));
      process.exitCode = report.findings.length === 0 ? EXIT.clear : EXIT.alerts;
    });
}

type Counts = ValidationReport['manipulated'][string];

function reportText(report: ValidationReport): string {
  const { policy, at, index, engine, lists, fields, manipulated, clean, findings } = report;
  const counts = ({ asked, found, beyondLimit, refused, missed }: Omit<Counts, 'what'>) =>
    `${found} of ${asked} found${beyondLimit > 0 ? `, ${beyondLimit} beyond the limit` : ''}${refused > 0 ? `, ${refused} refused` : ''}${missed > 0 ? `, ${missed} MISSED` : ''}`;
  const lines = [
    `Validation of ${policy} at ${at}`,
    `index ${index}, engine ${engine}`,
    '',
    'Lists',
    ...lists.flatMap(({ id, version, age, confirmedAt, entities, issues, exact }) => [
      `  ${id} ${version}: ${age}${confirmedAt === undefined ? '' : `, confirmed ${confirmedAt.slice(0, 16)}`}, ${entities} designations; ${issues.rejected} records rejected, ${issues.mended} mended, ${issues.drift} not mapped`,
      ...Object.entries(exact).map(([quality, each]) => `    exact ${fit(quality, 14)} ${counts(each)}`),
    ]),
    '',
    'Facts that reach the comparison',
    ...Object.entries(fields).map(([fact, each]) =>
      each === 'off'
        ? `  ${fit(fact, 12)} does not count`
        : `  ${fit(fact, 12)} ${each.reached} of ${each.asked}`,
    ),
    '',
    'Manipulated records',
    ...Object.values(manipulated).map(({ what, ...each }) => `  ${fit(what, 60)} ${counts(each)}`),
    '',
    `Ordinary people: ${clean.alerted} of ${clean.asked} alerted`,
    '',
    ...(findings.length === 0
      ? ['Nothing to be looked at.']
      : ['To be looked at', ...findings.map((each) => `  ${each}`)]),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}
