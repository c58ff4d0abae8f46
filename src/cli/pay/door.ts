import { readFile } from 'node:fs/promises';
import { RiegelError } from '../../entity/index.ts';
import {
  PATTERN_RULES,
  PatternWatch,
  PaymentDoor,
  type PolicyDocument,
  PROFILES,
  parsePatternRules,
  parsePolicy,
  parseRates,
  paymentPolicies,
  REGIMES,
  type RegimeId,
} from '../../screening/index.ts';
import { readyIndex } from '../policy-options.ts';

/** How payments are to be screened. */
export interface PayDoorOptions {
  readonly dataDir: string;
  readonly policy: string;
  readonly jurisdiction?: string;
  readonly regime: string;
  readonly rates?: string;
  readonly patterns?: string | boolean;
}

/** What `riegel pay` screens with, and what it says of it. */
export interface OpenDoor {
  /** A door of its own for each run: what one remembers belongs to it. */
  readonly door: PaymentDoor;
  readonly footer: string;
}

/** Throws `cli/usage`, and what the policy, the rates, the patterns and the index throw. */
export async function openDoor(options: PayDoorOptions): Promise<OpenDoor> {
  const { regime, jurisdiction } = options;
  if (regime !== 'none' && !REGIMES.includes(regime as RegimeId)) {
    throw new RiegelError('cli/usage', `--regime ${regime} is not known`, {
      expected: [...REGIMES, 'none'].join(', '),
    });
  }
  const document = await policyDocument(options.policy);
  const rates = options.rates === undefined ? undefined : parseRates(await text(options.rates));
  const rules =
    typeof options.patterns === 'string' ? parsePatternRules(await text(options.patterns)) : PATTERN_RULES;
  const { index } = await readyIndex(options.dataDir);
  const policies = paymentPolicies(document, index.info, jurisdiction);
  const withRates = rates === undefined ? {} : { rates };
  const door = new PaymentDoor({
    index,
    policies,
    ...(regime === 'none'
      ? {}
      : {
          completeness: {
            regime: regime as RegimeId,
            on: new Date().toISOString().slice(0, 10),
            ...withRates,
          },
        }),
    ...(options.patterns === false
      ? {}
      : { patterns: new PatternWatch({ rules, now: Date.now, ...withRates }) }),
  });
  const lists = (policies.other.lists ?? Object.keys(index.info.lists)).map(
    (id) => `${id} ${index.info.lists[id]}`,
  );
  return {
    door,
    footer: `policy ${document.name}; index ${index.info.id.slice(0, 12)}: ${lists.join(', ')}`,
  };
}

/** One that came with Riegel, by its name; else a file. */
async function policyDocument(policy: string): Promise<PolicyDocument> {
  const shipped = PROFILES.find(({ name }) => name === policy);
  if (shipped !== undefined) return shipped;
  if (/^[A-Z_]+$/.test(policy)) {
    throw new RiegelError('policy/unknown', `There is no policy ${policy}`, {
      expected: `${PROFILES.map(({ name }) => name).join(', ')}, or a file`,
    });
  }
  return await parsePolicy(await text(policy));
}

async function text(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EISDIR') throw error;
    throw new RiegelError('cli/file-not-found', `There is no file ${file}`, { place: { file } });
  }
}
