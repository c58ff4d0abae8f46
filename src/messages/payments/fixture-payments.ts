/** Payment messages written for tests. */

/** A customer credit transfer initiation of that many transactions, in pieces of one transaction each. */
export function* manyTransfers(
  count: number,
  transfer: (number: number) => string = plainTransfer,
): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
<GrpHdr><MsgId>MSG-1</MsgId><CreDtTm>2026-03-04T10:00:00Z</CreDtTm><NbOfTxs>${count}</NbOfTxs>
<InitgPty><Nm>Payroll Bureau Ltd</Nm></InitgPty></GrpHdr>
<PmtInf><PmtInfId>B-1</PmtInfId><PmtMtd>TRF</PmtMtd><ReqdExctnDt><Dt>2026-03-05</Dt></ReqdExctnDt>
<Dbtr><Nm>Harbour Works AG</Nm><PstlAdr><TwnNm>Basel</TwnNm><Ctry>CH</Ctry></PstlAdr></Dbtr>
<DbtrAcct><Id><IBAN>CH9300762011623852957</IBAN></Id></DbtrAcct>
<DbtrAgt><FinInstnId><BICFI>POFICHBEXXX</BICFI></FinInstnId></DbtrAgt>
`;
  for (let number = 1; number <= count; number++) yield transfer(number);
  yield '</PmtInf></CstmrCdtTrfInitn></Document>';
}

export function plainTransfer(number: number, name = `Employee ${number} Family`): string {
  return `<CdtTrfTxInf><PmtId><EndToEndId>E-${number}</EndToEndId></PmtId><Amt><InstdAmt Ccy="CHF">${number}.00</InstdAmt></Amt>
<CdtrAgt><FinInstnId><BICFI>UBSWCHZH80A</BICFI></FinInstnId></CdtrAgt>
<Cdtr><Nm>${name}</Nm><PstlAdr><StrtNm>Long Street</StrtNm><BldgNb>${number}</BldgNb><TwnNm>Bern</TwnNm><Ctry>CH</Ctry></PstlAdr></Cdtr>
<CdtrAcct><Id><IBAN>CH5604835012345678009</IBAN></Id></CdtrAcct>
<RmtInf><Ustrd>Salary for month ${number}</Ustrd></RmtInf></CdtTrfTxInf>
`;
}

/** A credit transfer between banks with one transaction; what is given stands in it in place of the plain parts. */
export function creditTransfer(parts: { cdtr?: string; transaction?: string; header?: string } = {}): string {
  const { cdtr = '<Nm>Anna Example</Nm>', transaction = '', header = '' } = parts;
  return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
<GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-03-04T10:00:00Z</CreDtTm><NbOfTxs>1</NbOfTxs><SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf>${header}</GrpHdr>
<CdtTrfTxInf><PmtId><EndToEndId>E-1</EndToEndId><UETR>8a562c67-ca16-48ba-b074-65581be6f001</UETR></PmtId>
<IntrBkSttlmAmt Ccy="EUR">12.50</IntrBkSttlmAmt><IntrBkSttlmDt>2026-03-04</IntrBkSttlmDt>
<Dbtr><Nm>Bernd Beispiel</Nm></Dbtr><Cdtr>${cdtr}</Cdtr>${transaction}</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>`;
}
