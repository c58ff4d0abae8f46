/** What a policy can switch, and the FtM topic that goes with it. */
export type Regime =
  | 'terrorism'
  | 'proliferation'
  | 'country'
  | 'crime'
  | 'cyber'
  | 'human-rights'
  | 'corruption'
  | 'chemical-weapons'
  | 'destabilisation';

export const REGIME_TOPICS: Readonly<Partial<Record<Regime, string>>> = {
  terrorism: 'crime.terror',
  cyber: 'crime.cyber',
};

/**
 * Words in a regime's title, in the languages in which authorities publish them. Every regime that a word
 * names applies. The Taliban regime (UNSCR 1988) is one of terrorism by FATF Recommendation 6.
 */
export const REGIME_WORDS: readonly (readonly [words: RegExp, regimes: readonly Regime[]])[] = [
  [/\b(isil|da['’]?esh|al-?qa(i|ï|e)?i?da|taliban|terroris\w+)\b/iu, ['terrorism']],
  [/\b(hamas|hezbollah|hizbollah|palestinian islamic jihad|usama bin laden)\b/iu, ['terrorism']],
  [/\bafghanistan\b/iu, ['terrorism', 'country']],
  [/\b(north korea|democratic people['’]s republic of korea|dprk)\b/iu, ['proliferation', 'country']],
  [/\biran\b.*\bnuclear\b|\bnuclear\b/iu, ['proliferation']],
  [/\b(islamic republic of )?iran\b/iu, ['country']],
  [/\bchemical weapons?\b/iu, ['chemical-weapons']],
  [/\bcyber(-attacks?)?\b/iu, ['cyber']],
  [/\bhuman rights\b|\birregular migration\b/iu, ['human-rights']],
  [/\b(anti-?corruption|corrupt foreign officials|misappropriation)\b/iu, ['corruption']],
  [/\b(traffick|smuggling|gang|freezing order)\w*/iu, ['crime']],
  [/\b(destabili[sz]ing|unauthorised drilling)\b/iu, ['destabilisation']],
  [
    /\b(belarus|russia|ukraine|crimea|syria|libya|iraq|lebanon|yemen|somalia|sudan|mali|niger|guinea|haiti|burundi|zimbabwe|burma|myanmar|venezuela|nicaragua|guatemala|tunisia|egypt|moldova|turkey|china|liberia|eritrea|georgia|sri lanka|yugoslavia|serbia|democratic republic of (the )?congo|central african republic|ivory coast|c[oô]te d['’]ivoire|bosnia( and herzegovina)?)\b/iu,
    ['country'],
  ],
];
