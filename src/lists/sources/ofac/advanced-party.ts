import { childOf, childrenOf, textOf, type XmlElement } from '../../xml.ts';
import { addressOfParts } from './address-parts.ts';
import { type AdvancedTables, periodOf, wordOf } from './advanced-tables.ts';
import { partsOf } from './name-parts.ts';
import { joined, type OfacFact, type OfacName, type OfacRecord, type OfacType } from './record.ts';

/** What a profile of a party says of itself; sanctions and relations stand elsewhere in the document. */
export type AdvancedParty = Omit<OfacRecord, 'programs' | 'links'>;

/** Reads one profile of a `DistinctParty`. */
export function partyOf(tables: AdvancedTables, party: XmlElement, profile: XmlElement): AdvancedParty {
  const identities = childrenOf(profile, 'Identity');
  const features = childrenOf(profile, 'Feature').flatMap((feature) => featuresOf(tables, feature));
  const documents = identities.flatMap(({ attributes }) => tables.documents.get(attributes.ID ?? '') ?? []);
  const comment = textOf(party, 'Comment');
  return {
    uid: profile.attributes.ID ?? party.attributes.FixedRef ?? '',
    type: typeOf(tables, profile),
    place: { line: party.line, path: 'DistinctParty' },
    names: identities.flatMap((identity) => namesOf(tables, identity)).sort(primaryFirst),
    addresses: features.flatMap(({ address }) => address),
    facts: [
      ...features.flatMap(({ fact }) => fact),
      ...documents.map((document) => documentOf(tables, document)),
    ],
    remarks: comment === '' ? [] : [{ text: comment, element: 'DistinctParty/Comment' }],
  };
}

function primaryFirst(a: OfacName, b: OfacName): number {
  return Number(b.role === 'primary') - Number(a.role === 'primary');
}

function typeOf(tables: AdvancedTables, profile: XmlElement): OfacType {
  const id = profile.attributes.PartySubTypeID;
  const subType = tables.values.get(`PartySubType ${id}`);
  const word = wordOf(tables, 'PartySubType', id, profile);
  if (word === 'Vessel' || word === 'Aircraft') return word === 'Vessel' ? 'vessel' : 'aircraft';
  return wordOf(tables, 'PartyType', subType?.attributes.PartyTypeID, profile) === 'Individual'
    ? 'individual'
    : 'entity';
}

function namesOf(tables: AdvancedTables, identity: XmlElement): readonly OfacName[] {
  const partTypes = new Map<string, string>();
  for (const master of childrenOf(childOf(identity, 'NamePartGroups'), 'MasterNamePartGroup')) {
    for (const group of childrenOf(master, 'NamePartGroup')) {
      partTypes.set(
        group.attributes.ID ?? '',
        wordOf(tables, 'NamePartType', group.attributes.NamePartTypeID, group),
      );
    }
  }
  return childrenOf(identity, 'Alias').flatMap((alias) => {
    const type = wordOf(tables, 'AliasType', alias.attributes.AliasTypeID, alias);
    const role = type.startsWith('F')
      ? 'fka'
      : type === 'N.K.A.'
        ? 'nka'
        : type === 'Name'
          ? 'primary'
          : 'aka';
    const weak = alias.attributes.LowQuality === 'true';
    return childrenOf(alias, 'DocumentedName').map((name): OfacName => {
      const parts = childrenOf(name, 'DocumentedNamePart').flatMap((part) =>
        childrenOf(part, 'NamePartValue'),
      );
      const script = parts
        .map((part) => wordOf(tables, 'Script', part.attributes.ScriptID, part))
        .find((word) => word !== 'Latin' && word !== '');
      const words = parts.map(
        (part) => [partTypes.get(part.attributes.NamePartGroupID ?? '') ?? '', part.text] as const,
      );
      return { role, weak, ...partsOf(words), ...(script && { script }), element: 'Alias/DocumentedName' };
    });
  });
}

/** A feature is a place (its address), a date, a word of a table, a country or a text. */
function featuresOf(
  tables: AdvancedTables,
  feature: XmlElement,
): { fact: OfacFact[]; address: OfacRecord['addresses'] }[] {
  const label = wordOf(tables, 'FeatureType', feature.attributes.FeatureTypeID, feature);
  return childrenOf(feature, 'FeatureVersion').map((version) => {
    const element = `Feature/${label}`;
    const reliability = wordOf(tables, 'Reliability', version.attributes.ReliabilityID, version);
    const remark = joined('; ', textOf(version, 'Comment'), reliability === 'False' ? 'known false' : '');
    const places = childrenOf(version, 'VersionLocation').map(({ attributes }) =>
      tables.locations.get(attributes.LocationID ?? ''),
    );
    if (label === 'Location') {
      return {
        fact: [],
        address: places.flatMap((place) => (place === undefined ? [] : locationOf(tables, place, element))),
      };
    }
    const details = childrenOf(version, 'VersionDetail').map((detail) => {
      return detail.text || wordOf(tables, 'DetailReference', detail.attributes.DetailReferenceID, detail);
    });
    const period = childrenOf(version, 'DatePeriod')
      .map(periodOf)
      .filter((text) => text !== '');
    const located = places.map((place) => (place === undefined ? '' : plainLocation(tables, place)));
    const value = joined(', ', ...details, ...period, ...located);
    return { fact: [{ label, value, ...(remark && { remark }), element }], address: [] };
  });
}

function plainLocation(tables: AdvancedTables, location: XmlElement): string {
  const [address] = locationOf(tables, location, '');
  return address === undefined ? '' : joined(', ', ...address.streets, address.cityLine, address.country);
}

function locationOf(tables: AdvancedTables, location: XmlElement, element: string): OfacRecord['addresses'] {
  const areas = childrenOf(location, 'LocationAreaCode').map(({ attributes }) => {
    return tables.values.get(`AreaCode ${attributes.AreaCodeID}`)?.attributes.Description ?? '';
  });
  const countries = childrenOf(location, 'LocationCountry').map(({ attributes }) => {
    const country = tables.values.get(`Country ${attributes.CountryID}`)?.text;
    return country ?? tables.values.get(`AreaCode ${attributes.CountryID}`)?.attributes.Description ?? '';
  });
  const parts = childrenOf(location, 'LocationPart').flatMap((part) => {
    const type = wordOf(tables, 'LocPartType', part.attributes.LocPartTypeID, part);
    const [value] = childrenOf(part, 'LocationPartValue');
    return value === undefined ? [] : [[type, textOf(value, 'Value')] as const];
  });
  const country = [...countries, ...areas].find((name) => name !== '') ?? '';
  const address = addressOfParts(parts, country, element);
  return address === undefined ? [] : [address];
}

function documentOf(tables: AdvancedTables, document: XmlElement): OfacFact {
  const country = document.attributes['IssuedBy-CountryID'];
  const dates = childrenOf(document, 'DocumentDate').map((date) => {
    const type = wordOf(tables, 'IDRegDocDateType', date.attributes.IDRegDocDateTypeID, date);
    return [type === 'Issue Date' ? 'issued' : 'expires', periodOf(childOf(date, 'DatePeriod'))] as const;
  });
  const validity = wordOf(tables, 'Validity', document.attributes.ValidityID, document);
  const issuer =
    country &&
    (tables.values.get(`Country ${country}`)?.text ??
      tables.values.get(`AreaCode ${country}`)?.attributes.Description);
  const remark = joined('; ', textOf(document, 'Comment'), validity === 'Fraudulent' ? validity : '');
  const authority = textOf(document, 'IssuingAuthority');
  return {
    label: wordOf(tables, 'IDRegDocType', document.attributes.IDRegDocTypeID, document),
    value: textOf(document, 'IDRegistrationNo'),
    ...(issuer && { country: issuer }),
    ...Object.fromEntries(dates.filter(([, text]) => text !== '')),
    ...(authority && { authority }),
    ...(remark && { remark }),
    element: 'IDRegDocument/IDRegistrationNo',
  };
}
