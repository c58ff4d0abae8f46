/** Country names as the Japanese Foreign Ministry writes them, by the names of CLDR and without "共和国" and the like. */
export const JAPANESE_COUNTRIES: Readonly<Record<string, string>> = japaneseCountries();

function japaneseCountries(): Record<string, string> {
  const display = new Intl.DisplayNames('ja', { type: 'region', fallback: 'none' });
  const found: Record<string, string> = {
    ロシア連邦: 'ru',
    北朝鮮: 'kp',
    朝鮮民主主義人民共和国: 'kp',
    韓国: 'kr',
    大韓民国: 'kr',
    コンゴ民主共和国: 'cd',
    コンゴ共和国: 'cg',
    中央アフリカ: 'cf',
    中央アフリカ共和国: 'cf',
    英国: 'gb',
    米国: 'us',
    中華人民共和国: 'cn',
    南スーダン: 'ss',
    南スーダン共和国: 'ss',
    'イラン・イスラム共和国': 'ir',
    'シリア・アラブ共和国': 'sy',
    'ボスニア・ヘルツェゴビナ': 'ba',
    モルドバ共和国: 'md',
    タンザニア連合共和国: 'tz',
    サウジアラビア王国: 'sa',
    モロッコ王国: 'ma',
    'ヨルダン・ハシェミット王国': 'jo',
    スロバキア: 'sk',
    ドイツ連邦共和国: 'de',
    オーストリア共和国: 'at',
    豪州: 'au',
    仏: 'fr',
    パレスチナ: 'ps',
    コートジボアール: 'ci',
    グルジア: 'ge',
    クウェイト: 'kw',
    'サウディ・アラビア': 'sa',
    エリトリア国: 'er',
    ソビエト社会主義共和国連邦: 'suhh',
  };
  for (let first = 65; first <= 90; first++) {
    for (let second = 65; second <= 90; second++) {
      const code = String.fromCharCode(first, second);
      const name = display.of(code);
      if (!name || /^(?:EU|EZ|UN|QO|XA|XB|ZZ|SU|DD|YU|YD|NH|BU|ZR|TP|FX|AN|CS|VD|HV|DY|RH|UK)$/.test(code))
        continue;
      for (const form of [name, `${name}共和国`, `${name}人`]) found[form] ??= code.toLowerCase();
    }
  }
  return found;
}
