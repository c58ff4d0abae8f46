import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { isCountryCode, schemaOf } from '../../entity/index.ts';
import type { Door } from '../record.ts';
import type { ListRule, PolicyDocument } from './document.ts';
import schema from './policy-schema.data.json' with { type: 'json' };
import { isUnderOfac, OFAC_YEARS, yearsOf } from './retention.ts';

/** One thing that is wrong with a policy. */
export interface PolicyFault {
  /** JSON pointer. */
  readonly path: string;
  readonly message: string;
  readonly expected?: string;
}

/** The published schema of a policy document: JSON Schema, draft 2020-12. */
export const POLICY_SCHEMA: Readonly<Record<string, unknown>> = schema;

let compiled: Promise<ValidateFunction> | undefined;

/** Loaded only here: a screening must not wait for it. */
async function compiledSchema(): Promise<ValidateFunction> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  return new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, verbose: true }).compile(schema);
}

/** Everything that is wrong with a value as a policy document; empty where it is one. */
export async function faultsOf(value: unknown): Promise<PolicyFault[]> {
  compiled ??= compiledSchema();
  const fits = await compiled;
  if (!fits(value)) return distinct((fits.errors ?? []).map(faultOf));
  return rulesBroken(value as PolicyDocument);
}

function faultOf({
  instancePath,
  keyword,
  params,
  message = 'is wrong',
  parentSchema,
}: ErrorObject): PolicyFault {
  const description = (parentSchema as { description?: string } | undefined)?.description;
  switch (keyword) {
    case 'additionalProperties': {
      const path = `${instancePath}/${escaped(String(params.additionalProperty))}`;
      return { path, message: 'There is no such setting', expected: 'a setting of docs/policies.md' };
    }
    case 'required':
      return { path: instancePath, message: `The setting ${params.missingProperty} is missing` };
    case 'enum':
      return {
        path: instancePath,
        message: 'This value is not known',
        expected: `one of ${params.allowedValues.join(', ')}`,
      };
    case 'const':
      return {
        path: instancePath,
        message: 'This value is not known',
        expected: String(params.allowedValue),
      };
    default:
      return { path: instancePath, message: `It ${message}`, ...(description && { expected: description }) };
  }
}

/** Of several faults of one place the last says most: `anyOf` follows its branches. */
function distinct(faults: readonly PolicyFault[]): PolicyFault[] {
  return [...new Map(faults.map((fault) => [fault.path, fault])).values()];
}

/** What a JSON Schema cannot say. */
function rulesBroken(document: PolicyDocument): PolicyFault[] {
  return [
    ...document.lists.flatMap((rule, i) => ruleFaults(document, rule, `/lists/${i}`)),
    ...(document.lists.some(({ ask }) => ask !== undefined)
      ? []
      : [{ path: '/lists', message: 'The policy asks no list', expected: 'a rule with ask' }]),
    ...thresholdFaults(document),
    ...document.fourEyes.decisions.flatMap(({ doors }, i) =>
      doorFaults(document, doors, `/fourEyes/decisions/${i}/doors`),
    ),
    ...exemptionFaults(document),
    ...retentionFaults(document),
    ...sourceFaults(document),
  ];
}

function ruleFaults(document: PolicyDocument, rule: ListRule, path: string): PolicyFault[] {
  const { ask, leaveOut, regimes, doors, parties, jurisdictions = [] } = rule;
  const faults: PolicyFault[] = [];
  if (ask === undefined && leaveOut === undefined) {
    const message = 'The rule neither asks a list nor leaves one out';
    faults.push({ path, message, expected: 'ask, leaveOut' });
  }
  if (regimes !== undefined && ask === undefined) {
    const message = 'Regimes belong to the lists that are asked';
    faults.push({ path: `${path}/regimes`, message, expected: 'ask' });
  }
  faults.push(...doorFaults(document, doors, `${path}/doors`));
  if (parties !== undefined && !(doors ?? document.doors).includes('payment')) {
    const message = 'Only a payment has parties';
    faults.push({ path: `${path}/parties`, message, expected: 'the door payment' });
  }
  for (const [at, code] of jurisdictions.entries()) {
    if (code === 'eu' || isCountryCode(code)) continue;
    const message = 'There is no such country';
    faults.push({ path: `${path}/jurisdictions/${at}`, message, expected: 'ISO 3166-1, eu' });
  }
  return faults;
}

function doorFaults(document: PolicyDocument, doors: readonly Door[] = [], path: string): PolicyFault[] {
  return [...doors.entries()]
    .filter(([, door]) => !document.doors.includes(door))
    .map(([at, door]) => ({ path: `${path}/${at}`, message: `The policy has no door ${door}` }));
}

function thresholdFaults({ doors, threshold }: PolicyDocument): PolicyFault[] {
  const unheard = Object.keys(threshold.schemata ?? {}).filter((name) => schemaOf(name) === undefined);
  const absent = Object.keys(threshold.doors ?? {}).filter((door) => !doors.includes(door as Door));
  return [
    ...unheard.map((name) => ({
      path: `/threshold/schemata/${escaped(name)}`,
      message: 'There is no such schema',
      expected: 'Person, Vessel …',
    })),
    ...absent.map((door) => ({ path: `/threshold/doors/${door}`, message: 'The policy has no such door' })),
  ];
}

function exemptionFaults({ exemptions: { days, mostDays } }: PolicyDocument): PolicyFault[] {
  if (days <= mostDays) return [];
  const message = 'An exemption would hold longer than it may';
  return [{ path: '/exemptions/days', message, expected: 'mostDays at most' }];
}

function retentionFaults(document: PolicyDocument): PolicyFault[] {
  const { clear, alerts, maskAfter } = document.retention;
  const faults: PolicyFault[] = [];
  if (yearsOf(alerts) < yearsOf(clear)) {
    faults.push({ path: '/retention/alerts', message: 'Alerts would be kept shorter than what is clear' });
  }
  if (maskAfter !== undefined && yearsOf(maskAfter) > yearsOf(alerts)) {
    faults.push({ path: '/retention/maskAfter', message: 'What is masked would be erased before' });
  }
  if (isUnderOfac(document)) {
    for (const part of ['clear', 'alerts'] as const) {
      if (yearsOf(document.retention[part]) >= OFAC_YEARS) continue;
      faults.push({
        path: `/retention/${part}`,
        message: 'Records under OFAC are kept ten years (31 CFR 501.601)',
        expected: `P${OFAC_YEARS}Y or more`,
      });
    }
  }
  return faults;
}

function sourceFaults(document: PolicyDocument): PolicyFault[] {
  return Object.keys(document.sources ?? {})
    .filter((pointer) => !leadsSomewhere(document, pointer))
    .map((pointer) => ({ path: `/sources/${escaped(pointer)}`, message: 'The policy has no such setting' }));
}

function leadsSomewhere(document: PolicyDocument, pointer: string): boolean {
  let value: unknown = document;
  for (const key of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
    value = (value as Record<string, unknown>)[key];
  }
  return true;
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
