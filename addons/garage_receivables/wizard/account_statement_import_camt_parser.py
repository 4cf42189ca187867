from odoo import models

EMPTY_REFERENCES = ("NOTPROVIDED", "NONREF", "NOT PROVIDED")


class AccountStatementImportCamtParser(models.AbstractModel):
    _inherit = "account.statement.import.camt.parser"

    def parse_entry(self, ns, node):
        """Keep the payer's words as the label, drop references that say nothing."""
        for transaction in super().parse_entry(ns, node):
            reference = (transaction.get("ref") or "").strip()
            if reference.upper() in EMPTY_REFERENCES:
                reference = ""
            transaction["ref"] = reference
            if transaction["payment_ref"] == "/":
                text = node.findtext(f"{{{ns}}}AddtlNtryInf")
                transaction["payment_ref"] = (text or reference or "/").strip()
            yield transaction

    def parse_transaction_details(self, ns, node, transaction):
        """The payer's own words win over what the bank adds to them."""
        # The base class writes into a dictionary that all details of an entry share.
        transaction["narration"] = dict(transaction["narration"])
        res = super().parse_transaction_details(ns, node, transaction)
        words = [
            (part.text or "").strip()
            for part in node.xpath("./ns:RmtInf/ns:Ustrd", namespaces={"ns": ns})
        ]
        if any(words):
            transaction["payment_ref"] = " ".join(word for word in words if word)
        return res
