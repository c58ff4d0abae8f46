import { RiegelError } from '../../entity/index.ts';
import { decodeText } from '../decode.ts';
import { ListDraft } from '../list-draft.ts';
import type { ParsedList, Source, SourceFile } from '../source.ts';

const FILE_NAME = /sanctioned_addresses_([A-Z0-9]{2,8})\.(json|txt)$/;
/** Addresses of all chains are letters and digits; Bitcoin Cash puts its name and a colon before. */
const ADDRESS = /^[A-Za-z0-9]+(?::[A-Za-z0-9]+)?$/;
const CURRENCIES = [
  ...['ARB', 'BCH', 'BSC', 'BSV', 'BTG', 'DASH', 'ETC', 'ETH', 'LTC'],
  ...['TRX', 'USDC', 'USDT', 'XBT', 'XMR', 'XRP', 'XVG', 'ZEC'],
];

/**
 * USA: the digital currency addresses that OFAC's SDN list names, one file for each currency. An address that
 * stands under several currencies (a chain and a token on it) is one wallet.
 */
export const usOfacCrypto: Source = {
  id: 'us_ofac_crypto',
  title: 'OFAC sanctioned digital currency addresses',
  authority: 'Office of Foreign Assets Control, US Department of the Treasury',
  jurisdiction: 'us',
  regimes: ['terrorism', 'proliferation', 'country', 'crime', 'cyber'],
  homepage: 'https://github.com/0xB10C/ofac-sanctioned-digital-currency-addresses',
  licence: 'Extraction: MIT; OFAC data: US government work, public domain',
  rhythm: { text: 'extracted every night from the SDN list', maxAgeHours: 72 },
  formats: (['json', 'txt'] as const).map((format) => ({
    id: format,
    files: CURRENCIES.map((currency) => {
      const name = `sanctioned_addresses_${currency}.${format}`;
      const base =
        'https://raw.githubusercontent.com/0xB10C/ofac-sanctioned-digital-currency-addresses/lists';
      return { name, url: `${base}/${name}`, required: currency === 'XBT' || currency === 'ETH' };
    }),
    detects: (files) => files.length > 0 && files.every((file) => FILE_NAME.exec(file.name)?.[2] === format),
    parse: parseAddresses,
  })),
};

function parseAddresses(files: readonly SourceFile[], source: Source): ParsedList {
  const list = new ListDraft(source, files[0]?.name ?? '');
  for (const file of files) {
    const currency = FILE_NAME.exec(file.name)?.[1];
    if (currency === undefined) {
      throw new RiegelError('lists/file-name', 'The file name does not say the currency', {
        place: { file: file.name },
        expected: 'sanctioned_addresses_<CURRENCY>.json or .txt',
      });
    }
    if (!CURRENCIES.includes(currency)) {
      list.take([
        { severity: 'drift', code: 'unknown-currency', message: `New currency ${currency}`, file: file.name },
      ]);
    }
    addressesIn(file).forEach((address, index) => {
      addWallet(list, file.name, currency, address, index);
    });
  }
  return list.build();
}

function addWallet(list: ListDraft, file: string, currency: string, address: unknown, index: number): void {
  if (typeof address !== 'string' || !ADDRESS.test(address)) {
    const message = 'The entry is no address';
    list.take([{ severity: 'rejected', code: 'bad-address', message, file, row: index + 1 }]);
    return;
  }
  const wallet = list.designated(`us-ofac-crypto-${address}`, 'CryptoWallet');
  wallet.add('publicKey', address, { element: file });
  wallet.add('currency', currency, { element: file });
  wallet.add('topics', 'sanction');
  const sanction = list.linked(`${wallet.id}-sanction`, 'Sanction');
  sanction.add('entity', wallet.id);
  sanction.add('authority', list.source.authority);
  sanction.add('country', 'us');
}

function addressesIn(file: SourceFile): readonly unknown[] {
  const text = decodeText(file.bytes, file.name, 'utf-8');
  if (file.name.endsWith('.txt')) {
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new RiegelError('lists/truncated', 'The JSON is damaged or cut', {
      place: { file: file.name },
      cause,
    });
  }
  if (!Array.isArray(value)) {
    throw new RiegelError('lists/json', 'The file is no JSON list', {
      place: { file: file.name },
      expected: '[ … ]',
    });
  }
  return value;
}
