/** ISO 639-3 codes of the languages that the UN names behind an original script. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  amharic: 'amh',
  arabic: 'ara',
  dari: 'prs',
  farsi: 'fas',
  french: 'fra',
  korean: 'kor',
  pashto: 'pus',
  russian: 'rus',
  spanish: 'spa',
  tigrinya: 'tir',
  urdu: 'urd',
};
