import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { isCountryCode, schemaOf } from '../../entity/index.ts';
import type { PolicyDocument } from './document.ts';
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

const fits = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, verbose: true }).compile(
  schema,
);

/** Everything that is wrong with a value as a policy document; empty where it is one. */
export function faultsOf(value: unknown): PolicyFault[] {
  if (!fits(value)) return distinct((fits.errors ?? []).map(faultOf));
  return rulesBroken(value as unknown as PolicyDocument);
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
  const faults: PolicyFault[] = [];
  for (const [i, { ask, leaveOut, regimes, doors, parties, jurisdictions }] of document.lists.entries()) {
    const path = `/lists/${i}`;
    if (ask === undefined && leaveOut === undefined) {
      faults.push({
        path,
        message: 'The rule neither asks a list nor leaves one out',
        expected: 'ask, leaveOut',
      });
    }
    if (regimes !== undefined && ask === undefined) {
      faults.push({
        path: `${path}/regimes`,
        message: 'Regimes belong to the lists that are asked',
        expected: 'ask',
      });
    }
    for (const [at, door] of (doors ?? []).entries()) {
      if (!document.doors.includes(door)) {
        faults.push({ path: `${path}/doors/${at}`, message: `The policy has no door ${door}` });
      }
    }
    if (parties !== undefined && !(doors ?? document.doors).includes('payment')) {
      faults.push({
        path: `${path}/parties`,
        message: 'Only a payment has parties',
        expected: 'the door payment',
      });
    }
    for (const [at, code] of (jurisdictions ?? []).entries()) {
      if (code === 'eu' || isCountryCode(code)) continue;
      faults.push({
        path: `${path}/jurisdictions/${at}`,
        message: 'There is no such country',
        expected: 'ISO 3166-1, eu',
      });
    }
  }
  if (!document.lists.some(({ ask }) => ask !== undefined)) {
    faults.push({ path: '/lists', message: 'The policy asks no list', expected: 'a rule with ask' });
  }
  for (const name of Object.keys(document.threshold.schemata ?? {})) {
    if (schemaOf(name) === undefined) {
      faults.push({
        path: `/threshold/schemata/${name}`,
        message: 'There is no such schema',
        expected: 'Person, Vessel …',
      });
    }
  }
  for (const door of Object.keys(document.threshold.doors ?? {})) {
    if (!(document.doors as readonly string[]).includes(door)) {
      faults.push({ path: `/threshold/doors/${door}`, message: 'The policy has no such door' });
    }
  }
  if (document.exemptions.days > document.exemptions.mostDays) {
    faults.push({
      path: '/exemptions/days',
      message: 'An exemption would hold longer than it may',
      expected: 'mostDays at most',
    });
  }
  for (const [i, { doors = [] }] of document.fourEyes.decisions.entries()) {
    for (const [at, door] of doors.entries()) {
      if (!document.doors.includes(door)) {
        faults.push({
          path: `/fourEyes/decisions/${i}/doors/${at}`,
          message: `The policy has no door ${door}`,
        });
      }
    }
  }
  return [...faults, ...retentionFaults(document), ...sourceFaults(document)];
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
