import { type EntityDraft, singleSpaced } from '../../entity-draft.ts';
import type { IssuePlace, ListDraft, SanctionFacts } from '../../list-draft.ts';
import { addRegimes, regimesOf } from '../../regime.ts';
import { childOf, childrenOf, textOf, type XmlElement } from '../../xml.ts';
import { addIdentity } from './identity.ts';
import { addOtherInformation } from './information.ts';
import type { SecoTarget } from './list.ts';

/** Turns a listed target of the Swiss list into FtM. */
export function addSecoTarget(list: ListDraft, target: SecoTarget): void {
  const { element } = target;
  const place = { line: element.line };
  const ssid = element.attributes.ssid ?? '';
  const kind = childOf(element, 'individual') ?? childOf(element, 'entity') ?? childOf(element, 'object');
  if (ssid === '' || kind === undefined) {
    list.issue('rejected', 'no-id', 'A target without id or without individual, entity or object', place);
    return;
  }
  const holder = list.designated(`ch-seco-${ssid}`, schemaOf(list, kind, place));
  if (kind.attributes.sex !== undefined) addGender(list, holder, kind.attributes.sex, place);
  for (const identity of childrenOf(kind, 'identity'))
    addIdentity(list, holder, identity, target.places, place);
  for (const info of childrenOf(kind, 'other-information')) addOtherInformation(holder, info.text);
  for (const attribute of childrenOf(kind, 'generic-attribute')) {
    const name = attribute.attributes.name ?? '';
    holder.add('notes', `${name}: ${attribute.text}`, { element: 'generic-attribute' });
  }
  for (const relation of childrenOf(kind, 'relation')) addRelation(list, holder, relation);
  addSanctions(list, holder, target, kind, place);
}

const OBJECT_SCHEMATA: Readonly<Record<string, string>> = { vessel: 'Vessel', aircraft: 'Airplane' };

function schemaOf(list: ListDraft, kind: XmlElement, place: IssuePlace): string {
  if (kind.name === 'individual') return 'Person';
  if (kind.name === 'entity') return 'Organization';
  const type = kind.attributes['object-type'] ?? '';
  if (Object.hasOwn(OBJECT_SCHEMATA, type)) return OBJECT_SCHEMATA[type]!;
  list.issueOnce('drift', 'unknown-object-type', `Type of object "${type}" is not known`, place);
  return 'Asset';
}

function addGender(list: ListDraft, holder: EntityDraft, text: string, place: IssuePlace): void {
  const gender = /^m(ale)?$/i.test(text) ? 'male' : /^f(emale)?$/i.test(text) ? 'female' : undefined;
  if (gender === undefined) list.issueOnce('drift', 'unknown-gender', `Sex "${text}" is not known`, place);
  else holder.add('gender', gender, { element: 'individual/sex', original: text });
}

function addRelation(list: ListDraft, holder: EntityDraft, relation: XmlElement): void {
  const { 'target-id': targetId = '', 'relation-type': type = '', ssid = '' } = relation.attributes;
  if (targetId === '') return;
  const link = list.linked(`${holder.id}-link-${ssid || `${type}-${targetId}`}`, 'UnknownLink');
  link.add('subject', holder.id, { element: 'relation' });
  link.add('object', `ch-seco-${targetId}`, { element: 'relation' });
  link.add('role', type, { element: 'relation/relation-type' });
  link.add('summary', [relation.text, textOf(relation, 'remark')].join(' '), { element: 'relation' });
}

function addSanctions(
  list: ListDraft,
  holder: EntityDraft,
  { element, programmes, listing }: SecoTarget,
  kind: XmlElement,
  place: IssuePlace,
): void {
  const foreign = childrenOf(element, 'foreign-identifier').map(({ text }) => text);
  const isUn = (text: string) => /^[A-Z]{2}[a-z]\.\d+/.test(text);
  const common: SanctionFacts = {
    authorityId: [[element.attributes.ssid, { element: 'target/ssid' }]],
    unscId: foreign.filter(isUn).map((text) => [text, { element: 'foreign-identifier' }]),
    recordId: foreign.filter((text) => !isUn(text)).map((text) => [text, { element: 'foreign-identifier' }]),
    listingDate: [[listing.firstPublished, { element: 'modification/publication-date' }]],
    startDate: [[listing.firstEffective, { element: 'modification/effective-date' }]],
    modifiedAt: [[listing.lastPublished, { element: 'modification/publication-date' }]],
    reason: childrenOf(kind, 'justification').map(({ text }) => [text, { element: 'justification' }]),
  };
  for (const { id, programme } of programmes) {
    if (programme === undefined) {
      list.issueOnce('drift', 'unknown-programme', `Sanctions set ${id} is not in the list`, place);
      list.sanction(holder, id, { ...common, programId: [[id, { element: 'sanctions-set-id' }]] });
      continue;
    }
    const title = singleSpaced(`${programme.key} ${programme.name}`);
    addRegimes(list, holder, programme.key || title, regimesOf(title), 'sanctions-program', place);
    list.sanction(holder, id, {
      ...common,
      programId: [[programme.key, { element: 'sanctions-program/program-key' }]],
      program: [[programme.name, { element: 'sanctions-program/program-name' }]],
      provisions: [[programme.set, { element: 'sanctions-program/sanctions-set' }]],
      summary: [[programme.origin && `Origin: ${programme.origin}`, { element: 'sanctions-program/origin' }]],
    });
  }
  if (programmes.length === 0) {
    list.issue('drift', 'no-programme', `${holder.id} belongs to no sanctions set`, place);
    list.sanction(holder, '', common);
  }
}
