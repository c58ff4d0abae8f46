/** FIN messages written for tests. */

const HEADERS = '{1:F01RBOSGB2LAXXX0000000000}{2:O1031200260304ABNANL2AXBXX00000000002603041200N}';

/** A single customer credit transfer; `fields` stand between the amount and the charges. */
export function creditTransfer(fields: string, reference = 'REF-1', end = '\r\n'): string {
  const lines = [`:20:${reference}`, ':23B:CRED', ':32A:260304EUR12,50', fields, ':71A:SHA'].join('\n');
  const text = `\n${lines}\n`.replaceAll('\n', end);
  return `${HEADERS}{3:{108:MUR-1}{121:8a562c67-ca16-48ba-b074-65581be6f001}}{4:${text}-}{5:{CHK:123456789ABC}}`;
}

/** Another message type, its fields one on each line. */
export function finMessage(type: string, fields: readonly string[], flag = ''): string {
  const user = flag === '' ? '' : `{3:{119:${flag}}}`;
  return `{1:F01RBOSGB2LAXXX0000000000}{2:I${type}ABNANL2AXXXXN}${user}{4:\r\n${fields.join('\r\n')}\r\n-}`;
}

export const PARTIES = `:50K:/12345678
BERND BEISPIEL
12 LONG STREET
LONDON, UNITED KINGDOM
:59:/GB33BUKB20201555555555
ANNA EXAMPLE
1 SHORT LANE`;
