/** Alerts, cases, decisions by people, exemptions, deadlines, retention. */
export type { Actor } from './actor.ts';
export { type Casework, openCasework } from './casework.ts';
export {
  type CaseworkPolicy,
  caseworkPolicyOf,
  checkCaseworkPolicy,
  DEFAULT_CASEWORK_POLICY,
  type DeadlineRule,
} from './policy.ts';
export {
  DECISION_REASONS,
  type DecisionKind,
  type DecisionReason,
  INFORMATION_KINDS,
  type InformationKind,
} from './reasons.ts';
export type { CaseworkOptions, DesignatedEntities, DesignatedEntity } from './room.ts';
export { type CaseState, type CaseStep, TRANSITIONS } from './state.ts';
export type { CaseView } from './view.ts';
export { ATTACHMENT_TYPES } from './work/attach.ts';
