import { columnsOf, isWhole, requireColumns } from '../../columns.ts';
import { decodeText } from '../../decode.ts';
import type { ListDraft } from '../../list-draft.ts';
import { readDelimited } from '../../mapping/csv.ts';
import { parseOldBirthDate, parseOldNumber } from './old-values.ts';
import { type FsfRecord, splitContacts, splitRemarks } from './record.ts';
import { isNewDetail, RecordsOfRows } from './rows.ts';

/**
 * Reads the EU's CSV of before 2019, one detail on each row. Its file of 2018 came out with each line quoted
 * as one field and every comma turned into a tab: that is undone and reported. Returns the day of publication.
 */
export function readOldCsv(
  bytes: Uint8Array,
  list: ListDraft,
  onRecord: (record: FsfRecord) => void,
): string | undefined {
  const text = unquoteLines(decodeText(bytes, list.file), list);
  const { rows, issues } = readDelimited(text, ';', list.file);
  list.take(issues);
  const [header, ...body] = rows;
  const columns = columnsOf(header?.cells ?? []);
  requireColumns(
    columns,
    ['Entity_logical_id', 'Naal_wholename', 'Naal_logical_id'],
    list.file,
    header?.line ?? 1,
  );

  const records = new RecordsOfRows();
  let generated = '';
  for (const row of body) {
    if (!isWhole(list, row, header!.cells.length)) continue;
    const cell = (name: string) => row.cells[columns.get(name) ?? -1]?.trim() ?? '';
    generated ||= row.cells[0] ?? '';
    addRow(records, cell, row.line);
  }
  for (const record of records.all) onRecord(record);
  const day = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(generated);
  return day ? `${day[3]}-${day[2]}-${day[1]}` : undefined;
}

/** `"a;b	 c;""d"""` and tabs at the end become `a;b, c;"d"`. Lines that are no single quoted field stay. */
function unquoteLines(text: string, list: ListDraft): string {
  const lines = text.split(/\r\n|\r|\n/);
  let mended = 0;
  const mendedLines = lines.map((line) => {
    const quoted = /^"((?:[^"]|"")*)"\t*$/.exec(line)?.[1];
    if (quoted === undefined || !quoted.includes(';')) return line;
    mended++;
    return quoted.replaceAll('""', '"').replace(/\t+$/, '').replaceAll('\t', ',');
  });
  if (mended > 0) {
    const message = `${mended} lines were quoted as one field, their commas turned into tabs`;
    list.issue('mended', 'quoted-lines', message, { line: 1 });
  }
  return mendedLines.join('\n');
}

type Cell = (name: string) => string;

function addRow(records: RecordsOfRows, cell: Cell, line: number): void {
  const logicalId = cell('Entity_logical_id');
  const numberTitle = cell('Leba_numtitle');
  const record = records.at(`${logicalId} ${numberTitle} ${cell('Programme')}`, () => ({
    logicalId,
    euReference: cell('EU_ref_num'),
    unitedNationsId: '',
    designationDate: '',
    delistingDate: '',
    designationDetails: '',
    remarks: splitRemarks(cell('Entity_remark')),
    subjectType: cell('Subject_type'),
    regulation: {
      type: '',
      organisation: '',
      publicationDate: cell('Leba_publication_date'),
      entryIntoForceDate: '',
      numberTitle,
      programme: cell('Programme'),
      url: cell('Leba_url'),
    },
    line,
  }));
  const isNew = (block: string) => isNewDetail(record, block, cell(`${block}_logical_id`));
  const origin = (block: string) => ({
    act: { numberTitle: cell(`${block}_leba_numtitle`), url: cell(`${block}_leba_url`) },
    remarks: [],
    element: block,
  });
  if (isNew('Naal')) {
    record.names.push({
      ...origin('Naal'),
      whole: cell('Naal_wholename'),
      first: cell('Naal_firstname'),
      middle: cell('Naal_middlename'),
      last: cell('Naal_lastname'),
      title: cell('Naal_title'),
      function: cell('Naal_function'),
      gender: cell('Naal_gender'),
      language: cell('Naal_language'),
      strong: undefined,
    });
  }
  if (isNew('Birt')) {
    const places = [cell('Birt_place')];
    const country = cell('Birt_country');
    record.births.push({ ...origin('Birt'), ...parseOldBirthDate(cell('Birt_date')), places, country });
  }
  if (isNew('Iden')) {
    const number = parseOldNumber(cell('Iden_number'));
    record.identifications.push({ ...origin('Iden'), ...number, country: cell('Iden_country') });
  }
  if (isNew('Citi'))
    record.citizenships.push({ ...origin('Citi'), country: cell('Citi_country'), region: '' });
  if (isNew('Addr')) {
    const { contacts, rest } = splitContacts(cell('Addr_other'));
    record.addresses.push({
      ...origin('Addr'),
      remarks: splitRemarks(rest),
      street: [cell('Addr_number'), cell('Addr_street')].filter(Boolean).join(' '),
      postOfficeBox: '',
      postalCode: cell('Addr_zipcode'),
      city: cell('Addr_city'),
      place: '',
      region: '',
      country: cell('Addr_country'),
      asAtListingTime: false,
      contacts,
    });
  }
}
