"""A bank statement in the form of ISO 20022 camt.053.001.02."""

from dataclasses import dataclass
from xml.sax.saxutils import escape

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">
 <BkToCstmrStmt>
  <GrpHdr><MsgId>DEMO-{day}</MsgId><CreDtTm>{day}T18:00:00</CreDtTm></GrpHdr>
  <Stmt>
   <Id>DEMO-{day}</Id><ElctrncSeqNb>1</ElctrncSeqNb>
   <CreDtTm>{day}T18:00:00</CreDtTm>
   <Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>
   <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">0.00</Amt>
    <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>
   <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{total:.2f}</Amt>
    <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>
"""
ENTRY = """   <Ntry>
    <NtryRef>{number}</NtryRef><Amt Ccy="EUR">{amount:.2f}</Amt>
    <CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
    <BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>
    <AcctSvcrRef>DEMO-{day}-{number}</AcctSvcrRef>
    <NtryDtls><TxDtls>
     <Refs><AcctSvcrRef>DEMO-{day}-{number}</AcctSvcrRef></Refs>
     <RltdPties><Dbtr><Nm>{name}</Nm></Dbtr>
      <DbtrAcct><Id><IBAN>{iban}</IBAN></Id></DbtrAcct></RltdPties>
     <RmtInf><Ustrd>{text}</Ustrd></RmtInf>
    </TxDtls></NtryDtls>
   </Ntry>
"""
TAIL = """  </Stmt>
 </BkToCstmrStmt>
</Document>
"""


@dataclass(frozen=True)
class Credit:
    """Money that came in: euros, payer and what the payer wrote."""

    amount: float
    name: str
    iban: str
    text: str


def statement(iban, day, credits):
    """The file as bytes.

    :param iban: account of the garage
    :param day: booking day, YYYY-MM-DD
    :param credits: list of Credit
    """
    total = sum(credit.amount for credit in credits)
    parts = [HEAD.format(day=day, iban=iban, total=total)]
    for number, credit in enumerate(credits, start=1):
        parts.append(
            ENTRY.format(
                number=number,
                amount=credit.amount,
                day=day,
                name=escape(credit.name),
                iban=credit.iban,
                text=escape(credit.text),
            )
        )
    return "".join([*parts, TAIL]).encode()
