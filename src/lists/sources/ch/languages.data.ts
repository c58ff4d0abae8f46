/** ISO 639-2 codes, as the Swiss list writes them, to ISO 639-1. */
const LANGUAGES: Readonly<Record<string, string>> = {
  amh: 'am',
  ara: 'ar',
  bel: 'be',
  bos: 'bs',
  bul: 'bg',
  chi: 'zh',
  zho: 'zh',
  eng: 'en',
  fas: 'fa',
  per: 'fa',
  fra: 'fr',
  fre: 'fr',
  geo: 'ka',
  deu: 'de',
  ger: 'de',
  heb: 'he',
  hrv: 'hr',
  ita: 'it',
  jpn: 'ja',
  kat: 'ka',
  kor: 'ko',
  kur: 'ku',
  bur: 'my',
  mya: 'my',
  nld: 'nl',
  por: 'pt',
  pus: 'ps',
  ron: 'ro',
  rum: 'ro',
  rus: 'ru',
  som: 'so',
  spa: 'es',
  srp: 'sr',
  swa: 'sw',
  tur: 'tr',
  ukr: 'uk',
  urd: 'ur',
  uzb: 'uz',
};

/** The two-letter code of a language; a three-letter one that has none stays as it is. */
export function languageOf(code: string | undefined): string | undefined {
  const lower = code?.trim().toLowerCase() ?? '';
  if (!/^[a-z]{3}$/.test(lower) || lower === 'und') return undefined;
  return Object.hasOwn(LANGUAGES, lower) ? LANGUAGES[lower] : lower;
}
