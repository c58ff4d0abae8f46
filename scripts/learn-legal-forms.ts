/**
 * Reads GLEIF's list of entity legal forms (ISO 20275, CC0) and writes the names and abbreviations whose family
 * its rules can tell, by country: `node scripts/learn-legal-forms.ts ELF_LIST.csv`. A form that the hand-written
 * data already holds, or whose family is not certain, is left out.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import known from '../src/names/knowledge/legal-forms.data.json' with { type: 'json' };

/** First rule that fits wins; read on the local and the transliterated name together. */
const FAMILY_RULES: readonly (readonly [family: string, pattern: RegExp])[] = [
  [
    'branch',
    /\b(branch|succursale|sucursal|zweigniederlassung|filial|sucursala|podruznica|odstepny|organizacna zlozka|bijkantoor|foreign (company|entity)|utenlandsk foretak)/u,
  ],
  [
    'foundation',
    /\b(foundation|stiftung|stichting|fondation|fundacion|fundacao|fondazione|saatio|stiftelse|nadac|alapitvany|zaklada|fond\b|fundatia|sihtasutus)/u,
  ],
  [
    'cooperative',
    /\b(co ?op|genossenschaft|coop|cooperat|osuuskunta|spoldzielnia|druzstvo|szovetkezet|zadruga|andels|ekonomisk forening|mutual)/u,
  ],
  [
    'fund',
    /\b(fund|fonds|fondo|fundo|trust|sicav|sicaf|investment company|investmentvermogen|fundusz|rahasto)/u,
  ],
  [
    'state',
    /\b(state|public law|public body|gosudarstvenn|federal|municipal|kommun|offentlich|droit public|etablissement public|publikke|statutory|government|kazenn)/u,
  ],
  [
    'association',
    /\b(association|verein|society|societies|vereniging|forening|yhdistys|stowarzyszenie|egyesulet|udruga|asociacion|associazione|spolek|zdruzenie|union|syndicat|non ?profit|not for profit|nekommerch)/u,
  ],
  [
    'sole',
    /\b(sole|individual|einzel|entreprise individuelle|enkelt|enskild|predprinimatel|zivnost|eenmanszaak)/u,
  ],
  [
    'partnership',
    /\b(partnership|commandit|kommandit|komandit|nom collectif|nome collettivo|offene handels|vennootschap onder firma|tovarishchestvo|jawna|handelsbolag|civile|partnerschaft|maatschap|tarsasag bt|komplementar)/u,
  ],
  [
    'stock',
    /\b(joint stock|aktien|aktie|aksje|akcio|akci|aktsion|societe anonyme|sociedad anonima|sociedade anonima|societa per azioni|per actions|par actions|public (limited )?company|public company|naamloze|anonim|reszveny|osakeyhtio|hlutafelag|shares?\b|stock|incorporated|corporation|pe actiuni|perseroan)/u,
  ],
  [
    'limited',
    /\b(limited|beschrankter|beperkte|responsabil|ogranich|ogranicen|rucenim|odpowiedzialn|obmezh|quotas|limitada|anparts|osauhing|felelossegu|limited sirketi|pergjegjesi)/u,
  ],
];

const MAX_FORM = 70;

/** The list holds slips such as `aкционерно` with a Latin a. */
const MIXED_SCRIPT = /[a-z][\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}][a-z]/u;

/** A form that names an activity would swallow part of a company's own name ("Acme Development Corporation"). */
const ACTIVITY =
  /\b(insuranc|assuranc|versicher|seguro|bank|banc|banqu|develop|desarrollo|farm|agric|agrar|school|college|univers|hospital|sant|relig|church|eccles|educat|electri|energ|irrig|water|housing|hlm|wohn|savings|credit|kredit|financ|finanz|invest|railroad|rail|transport|telephone|utility|power|medical|cemeter|fire|bota?schaft|munici|kommun|communaut|society|associations?$|trade|commer|handels|industr|cultural|sport|veteran|labor|workers|bond|chamber)/u;

/** Letters that decomposition does not take to ASCII. */
const LETTERS: Readonly<Record<string, string>> = {
  ø: 'o',
  æ: 'ae',
  ı: 'i',
  ł: 'l',
  ß: 'ss',
  ə: 'a',
  đ: 'd',
  þ: 'th',
  ð: 'd',
};

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[øæıłßəđþð]/gu, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('usage: node scripts/learn-legal-forms.ts ELF_LIST.csv');
const rows: Record<string, string>[] = parse(readFileSync(source), { bom: true, columns: true });
const held = new Set<string>();
for (const entry of known.entries) {
  for (const form of `${entry.abbr},${entry.long}`.split(',')) held.add(plain(form));
}

/** family → country → forms; a form met under two families is certain of neither. */
const familyOf = new Map<string, { family: string; countries: Set<string> } | null>();
for (const row of rows) {
  if (row['ELF Status ACTV/INAC'] !== 'ACTV') continue;
  const local = row['Entity Legal Form name Local name'] ?? '';
  const transliterated = row['Entity Legal Form name Transliterated name (per ISO 01-140-10)'] ?? '';
  const text = plain(`${local} ${transliterated}`);
  const family = FAMILY_RULES.find(([, pattern]) => pattern.test(text))?.[0];
  if (family === undefined) continue;
  const abbreviations = `${row['Abbreviations Local language']};${row['Abbreviations transliterated']}`.split(
    /[;,]/u,
  );
  for (const form of [local, transliterated, ...abbreviations].map(plain)) {
    const letters = form.replace(/ /gu, '').length;
    if (
      letters < 3 ||
      form.length > MAX_FORM ||
      held.has(form) ||
      MIXED_SCRIPT.test(form) ||
      ACTIVITY.test(form) ||
      /\d|\bor\b/u.test(form)
    )
      continue;
    const country = (row['Country Code (ISO 3166-1)'] ?? '').toLowerCase();
    const met = familyOf.get(form);
    if (met === undefined) familyOf.set(form, { family, countries: new Set([country]) });
    else if (met !== null && met.family === family) met.countries.add(country);
    else familyOf.set(form, null);
  }
}

const families: Record<string, Record<string, string>> = {};
for (const [form, met] of [...familyOf].sort(([a], [b]) => (a < b ? -1 : 1))) {
  if (met === null) continue;
  const country = [...met.countries].sort().join(' ');
  families[met.family] ??= {};
  const byCountry = families[met.family]!;
  byCountry[country] = byCountry[country] === undefined ? form : `${byCountry[country]}, ${form}`;
}
const learnt = {
  reason:
    'Coverage beyond the hand-written legal forms: names and abbreviations of ISO 20275 whose family rules can tell.',
  sources: ['GLEIF Entity Legal Forms code list 1.4.1 (CC0), read by scripts/learn-legal-forms.ts'],
  families,
};
const target = new URL('../src/names/knowledge/legal-forms-iso20275.data.json', import.meta.url);
writeFileSync(target, `${JSON.stringify(learnt, null, 1)}\n`);
console.log(`${[...familyOf.values()].filter((met) => met !== null).length} forms`);
