import type { ColumnMapping } from '../mapping/mapping.ts';
import { mappedSource } from '../mapping/source.ts';
import { JAPANESE_COUNTRIES } from './jp-mof-countries.ts';

/** `(a) … (b) …` with brackets of either width, or one to a line. */
const LETTERED = '[（(][a-zａ-ｚ0-9]{1,2}[）)]|\\n';
/** A cell of aliases has kana and Latin side by side, `(a)カナ（LATIN）、(b)…`: every bracket, line and Japanese comma ends a name. */
const NAMES = '[（(][a-zａ-ｚ0-9]{1,2}[）)]|[（()）、；;\\n]';
/** Where the Japanese commas count several names, the Latin ones do so too; before a legal form a comma is part of the name. */
const NAMES_WITH_COMMAS = `${NAMES}|[,，]\\s+(?!ltd|inc|llc|l\\.l|co\\b|corp|limited|gmbh|s\\.)`;
const NO_NAME = [
  ...[
    '不明',
    '不詳',
    'なし',
    '無し',
    '同上',
    '.',
    '以前の.*',
    '.*(?:年|生まれ)',
    '【.*】',
    '.*に発行',
    '.*名義',
  ],
  ...[
    '(?:旧称|別称|別名|通称|仮名|誕生名|戦闘員名)[:：0-9０-９]*',
    '(?:combat|birth) name',
    'and',
    'third',
    'or',
  ],
  // The country of a paper or residence in brackets behind a name.
  ...[
    'Pakistan',
    'Iraq',
    'Afghanistan',
    'Somalia',
    'Syria',
    'Libya',
    'Yemen',
    'Indonesia',
    'Algeria',
    'Tunisia',
  ],
].join('|');
const UNKNOWN = '不明|不詳|なし|無し|未詳|同上';
const WITHOUT_LABELS: NonNullable<ColumnMapping['replace']> = [
  ['[（(]?\\b(?:a\\.?k\\.?a|f\\.?k\\.?a|n\\.?k\\.?a)\\.?\\s*[:：.]?\\s*', '\n'],
  ['original script\\s*[:：]', '\n'],
];

function names(
  property: string,
  column: readonly string[],
  more: Pick<ColumnMapping, 'quality' | 'kind'> = {},
): ColumnMapping[] {
  const common = { column, property, optional: true, drop: NO_NAME, replace: WITHOUT_LABELS, ...more };
  return column.flatMap((name): ColumnMapping[] => [
    {
      ...common,
      column: name,
      split: NAMES_WITH_COMMAS,
      when: [
        { column: name, matches: '、' },
        { column: name, lacks: '[（(][aａ1][）)]' },
      ],
    },
    {
      ...common,
      column: name,
      split: NAMES,
      when: [{ column: name, matches: '^(?!.*、)|[（(][aａ1][）)]' }],
    },
  ]);
}

const DATE_WORDS: NonNullable<ColumnMapping['replace']> = [
  ['([0-9０-９])\\s+(?=[年月日])', '$1'],
  ['([年月])\\s+(?=[0-9０-９])', '$1'],
  ['([^\\s（()）、]*[0-9０-９][年月日]?)\\s*(?:頃|ころ|ごろ|前後)', 'circa $1'],
  ['([0-9０-９]{4})年?\\s*(?:から|[-~～－〜]+)\\s*([0-9０-９]{4})年?(?:まで)?(?:の間)?', '$1-$2'],
  ['([0-9０-９]{4})年(?!\\s*[0-9０-９])', '$1'],
  ['(?:おおよそ|おおむね|およそ)', 'circa '],
  ['生(?:まれ)?', ''],
];

const SHEET = '$sheet';
const BIRTH = ['生年月日'];

/** Japan: the list under the Foreign Exchange Act, one sheet for each regime, each with columns of its own. */
export const jpMofSanctions = mappedSource({
  id: 'jp_mof_sanctions',
  title: 'Economic Sanctions and List of Subject Persons',
  authority: 'Ministry of Finance Japan',
  jurisdiction: 'jp',
  regimes: ['terrorism', 'proliferation', 'country'],
  homepage:
    'https://www.mof.go.jp/policy/international_policy/gaitame_kawase/gaitame/economic_sanctions/list.html',
  licence: 'Government of Japan Standard Terms of Use 2.0 (CC BY 4.0 compatible)',
  rhythm: { text: 'after each notification, several times a month', maxAgeHours: 24 * 60 },
  file: {
    format: 'xls',
    names: ['shisantouketsu.xls'],
    // The other sheets are the table of contents and lists that were lifted.
    header: { find: ['告示番号', '日本語表記', '英語表記'] },
    // "2011.11.18削除": taken off the list. Continuations of a notice have no names.
    skip: [{ column: '告示日付', matches: '削除' }],
  },
  entity: {
    id: {
      prefix: 'jp-mof',
      key: [
        { column: SHEET, match: '^\\d+' },
        { column: '告示番号', match: '^[^（(]+' },
      ],
    },
    schema: {
      cases: [
        {
          when: [{ column: SHEET, matches: '個人|^1\\.|^5\\.|^12\\.|^23\\.|^37\\.|^38\\.' }],
          schema: 'Person',
        },
        { when: [{ column: SHEET, matches: '団体|銀行|^6\\.|^7\\.|^22\\.' }], schema: 'Organization' },
        // Sheets of persons and bodies: who has a date of birth, a rank or a passport is a person.
        { when: [{ column: '生年月日', matches: '\\d' }], schema: 'Person' },
        { when: [{ column: '称号', matches: '^(?!不明|$)' }], schema: 'Person' },
        { when: [{ column: '旅券番号', matches: '\\d' }], schema: 'Person' },
      ],
      otherwise: 'LegalEntity',
    },
  },
  columns: [
    {
      column: '英語表記',
      property: 'name',
      quality: 'primary',
      replace: [['[（(\\[]?\\s*original script[\\s\\S]*$', '']],
      split: '\\n(?=\\p{Lu}{2})',
      drop: UNKNOWN,
    },
    {
      column: '英語表記',
      property: 'name',
      kind: 'original script',
      take: 'original script\\s*[:：]?\\s*([^（()）\\n]+)',
    },
    {
      column: '日本語表記',
      property: 'name',
      kind: 'original script',
      lang: 'jpn',
      replace: [['\\s*\\n\\s*', ' ']],
      drop: UNKNOWN,
    },
    ...names('alias', ['別名', '別名・別称', '別称・旧称', '別称・別名', '確定可能な別名']),
    ...names('weakAlias', ['確定に十分でない別名'], { quality: 'weak' }),
    ...names('previousName', ['旧称', '旧称・以前の呼称', '以前の別名', '過去の別名'], { kind: 'former' }),
    { column: ['称号'], property: 'title', schemata: ['Person'], optional: true, drop: UNKNOWN },
    {
      column: ['役職', '肩書等', '肩書'],
      property: 'position',
      schemata: ['Person'],
      optional: true,
      drop: UNKNOWN,
    },
    {
      column: BIRTH,
      property: 'birthDate',
      schemata: ['Person'],
      optional: true,
      replace: DATE_WORDS,
      split: `${LETTERED}|又は|または|及び|、|;`,
      drop: UNKNOWN,
      date: {},
    },
    {
      column: '生年月日・出生地',
      property: 'birthDate',
      schemata: ['Person'],
      optional: true,
      take: '(\\d{4}年(?:\\d{1,2}月(?:\\d{1,2}日)?)?)',
      date: {},
    },
    {
      column: '生年月日・出生地',
      property: 'birthPlace',
      schemata: ['Person'],
      optional: true,
      take: 'at ([^\\n]+?),? on ',
    },
    {
      column: ['出生地', '出生地・出身地'],
      property: 'birthPlace',
      schemata: ['Person'],
      optional: true,
      split: LETTERED,
      drop: UNKNOWN,
    },
    {
      column: '国籍',
      property: 'nationality',
      schemata: ['Person'],
      optional: true,
      replace: [['[（(](?![a-zａ-ｚ][）)])[^）)]*[）)]', '']],
      split: `${LETTERED}|、|及び|又は`,
      drop: UNKNOWN,
      values: JAPANESE_COUNTRIES,
      country: true,
    },
    {
      column: '国籍',
      property: 'notes',
      schemata: ['LegalEntity'],
      optional: true,
      kind: '国籍',
      drop: UNKNOWN,
    },
    {
      column: '旅券番号',
      property: 'passportNumber',
      schemata: ['Person'],
      optional: true,
      take: '(?<![A-Z0-9])([A-Z]{0,3}[-\\s]?\\d{5,10})(?![0-9年])',
      drop: UNKNOWN,
    },
    {
      column: '旅券番号',
      property: 'notes',
      schemata: ['Person'],
      optional: true,
      kind: '旅券番号',
      drop: UNKNOWN,
    },
    {
      column: ['ID番号', '身分登録番号', '身分証番号'],
      property: 'idNumber',
      schemata: ['Person'],
      optional: true,
      split: LETTERED,
      take: '(?<![A-Z0-9])([A-Z]{0,3}[0-9][-0-9/ ]{3,}[0-9A-Z])',
      drop: UNKNOWN,
    },
    {
      column: ['ID番号', '身分登録番号', '身分証番号'],
      property: 'notes',
      schemata: ['Person'],
      optional: true,
      kind: 'ID番号',
      drop: UNKNOWN,
    },
    {
      column: ['住所・所在地', '所在地', '住所', '所在地・住所登録された事務所の住所', '活動地域・住所'],
      property: 'address',
      optional: true,
      split: LETTERED,
      drop: UNKNOWN,
    },
    { column: ['電話', '電話番号'], property: 'phone', optional: true, split: '\\n|、', drop: UNKNOWN },
    { column: ['FAX'], property: 'notes', optional: true, kind: 'FAX', drop: UNKNOWN },
    { column: ['その他の情報', '詳細'], property: 'notes', optional: true, drop: UNKNOWN },
    { column: ['指定の根拠', '決議1483上の根拠'], property: 'reason', on: 'sanction', optional: true },
    { column: SHEET, property: 'program', on: 'sanction' },
    { column: '告示番号', property: 'recordId', on: 'sanction' },
    {
      column: '告示日付',
      property: 'listingDate',
      on: 'sanction',
      take: '^(\\d{4}\\.\\d{1,2}\\.\\d{1,2})',
      date: {},
    },
    {
      column: '告示日付',
      property: 'modifiedAt',
      on: 'sanction',
      take: '(\\d{4}\\.\\d{1,2}\\.\\d{1,2})\\s*改',
      date: {},
    },
    {
      column: [
        '国連制裁員会による指定日',
        '国連制裁委員会による指定日',
        '国連制裁員会による指定日',
        'リスト掲載日',
        '指定日',
      ],
      property: 'summary',
      on: 'sanction',
      optional: true,
      kind: '指定日',
      drop: UNKNOWN,
    },
    {
      column: SHEET,
      property: 'keywords',
      take: 'テロ|タリバーン|北朝鮮|イラン|イラク|コンゴ|スーダン|ソマリア|リビア|シリア|クリミア|ロシア|ベラルーシ|中央アフリカ|イエメン|マリ|ミロシェビッチ',
      values: {
        テロ: 'terrorism',
        タリバーン: 'terrorism',
        北朝鮮: 'proliferation',
        イラン: 'proliferation',
        イラク: 'country',
        コンゴ: 'country',
        スーダン: 'country',
        ソマリア: 'country',
        リビア: 'country',
        シリア: 'country',
        クリミア: 'country',
        ロシア: 'country',
        ベラルーシ: 'country',
        中央アフリカ: 'country',
        イエメン: 'country',
        マリ: 'country',
        ミロシェビッチ: 'country',
      },
    },
  ],
  constants: { topics: ['sanction'] },
  sanction: {},
});
