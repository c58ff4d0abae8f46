import { ONE_PERCENT } from './share.ts';

/** By what an entity is treated as its owners are. Chosen by policy. */
export interface OwnershipRules {
  readonly id: string;
  readonly name: { readonly en: string; readonly de: string };
  /** Millionths of a percent, and whether exactly that much is enough. */
  readonly threshold: number;
  readonly inclusive: boolean;
  /** Which stakes are added up; each kind for itself: 30 % of the shares and 30 % of the votes are not 60 % of anything. */
  readonly counts: readonly ('shares' | 'votes')[];
  /** `all`: what several listed persons hold adds up. `each`: each person's own, and what is held under a joint arrangement. */
  readonly aggregation: 'all' | 'each';
  /** Whether control without a share is enough. */
  readonly control: boolean;
  /** Where it stands, and what of it was read. */
  readonly sources: readonly string[];
}

/**
 * The rule sets. "(check)" marks what was not read in the primary text: see docs/ownership.md before quoting one.
 */
export const OWNERSHIP_RULES = Object.freeze({
  OFAC: {
    id: 'OFAC',
    name: { en: "OFAC's 50 Percent Rule", de: 'der 50-Prozent-Regel der OFAC' },
    threshold: 50 * ONE_PERCENT,
    inclusive: true,
    counts: ['shares'],
    aggregation: 'all',
    control: false,
    sources: [
      'OFAC FAQ 398 (ownership, not control), 399 (aggregation), 401 (indirect), 402 (divestment)',
      'e.g. 31 CFR 587.406',
    ],
  },
  EU: {
    id: 'EU',
    name: { en: 'the EU rule of ownership and control', de: 'der EU-Regel zu Eigentum und Kontrolle' },
    threshold: 50 * ONE_PERCENT,
    inclusive: true,
    counts: ['shares'],
    aggregation: 'all',
    control: true,
    sources: [
      'Council, EU Best Practices, update of 3 July 2024 (11623/24): 50 % or more, in the aggregate; until then "more than 50 %" (check)',
      'Control is a presumption that can be rebutted (check)',
    ],
  },
  UK: {
    id: 'UK',
    name: {
      en: 'the UK rule of ownership and control',
      de: 'der britischen Regel zu Eigentum und Kontrolle',
    },
    threshold: 50 * ONE_PERCENT,
    inclusive: false,
    counts: ['shares', 'votes'],
    aggregation: 'each',
    control: true,
    sources: [
      'The Russia (Sanctions) (EU Exit) Regulations 2019 (SI 2019/855), regulation 7 and Schedule 1, paragraphs 2 to 5',
      'OFSI guidance of 16 March 2023: holdings are not simply aggregated (check)',
    ],
  },
} as const satisfies Record<string, OwnershipRules>);
