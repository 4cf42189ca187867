"""Envelopes of SOAP 1.1: plain values in, bytes out, and back.

Values are dictionaries, lists of dictionaries and texts, with the words of the JSON
protocol. Documents with a DOCTYPE are refused: nothing in here needs entities.
"""

from lxml import etree

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
NAMESPACE = "urn:garage:supplier:1"
#: what stands several times: name of the list, name of one
LISTS = {
    "items": "item",
    "offers": "offer",
    "places": "stock_place",
    "lines": "line",
    "orders": "order_found",
    "deliveries": "delivery_note",
}
_ONES = {one: many for many, one in LISTS.items()}
_NUMBERS = {"lead_days"}


class SoapFormatError(ValueError):
    """What came is no envelope in the agreed form."""


class SoapFault(Exception):
    """The other side refused or failed.

    :param bool client: whether the fault lies in what was asked
    :param str text: the reason, for people
    """

    def __init__(self, client, text):
        super().__init__(text)
        self.client, self.text = client, text


def write(name, value):
    """Return an envelope with one message.

    :param str name: getOffers, placeOrder …
    :param dict value: what it says; None is left out
    """
    message = etree.Element(f"{{{NAMESPACE}}}{name}", nsmap={None: NAMESPACE})
    _fill(message, value)
    return _wrap(message)


def write_fault(client, text):
    """Return an envelope that says no."""
    fault = etree.Element(f"{{{ENVELOPE}}}Fault")
    code = "soap:Client" if client else "soap:Server"
    etree.SubElement(fault, "faultcode").text = code
    etree.SubElement(fault, "faultstring").text = text
    return _wrap(fault)


def read(content):
    """Return the name of the message and what it says.

    :raises SoapFormatError: when it is no envelope, or has a DOCTYPE
    :raises SoapFault: when the other side says no
    """
    message = _message(_parse(content))
    name = etree.QName(message)
    if name.namespace == ENVELOPE and name.localname == "Fault":
        code = (message.findtext("faultcode") or "").rpartition(":")[2]
        raise SoapFault(
            code.startswith("Client"), message.findtext("faultstring") or ""
        )
    if name.namespace != NAMESPACE:
        raise SoapFormatError("a message of another kind")
    return name.localname, _value(message)


def _wrap(message):
    envelope = etree.Element(f"{{{ENVELOPE}}}Envelope", nsmap={"soap": ENVELOPE})
    etree.SubElement(envelope, f"{{{ENVELOPE}}}Body").append(message)
    return etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")


def _fill(parent, value):
    for name, part in value.items():
        if name in LISTS:
            for row in part:
                _fill(etree.SubElement(parent, f"{{{NAMESPACE}}}{LISTS[name]}"), row)
        elif isinstance(part, dict):
            _fill(etree.SubElement(parent, f"{{{NAMESPACE}}}{name}"), part)
        elif part is not None:
            etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = str(part)


def _parse(content):
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SoapFormatError("no XML") from error
    if root.getroottree().docinfo.doctype:
        raise SoapFormatError("a DOCTYPE is refused")
    return root


def _message(root):
    body = root.find(f"{{{ENVELOPE}}}Body")
    if root.tag != f"{{{ENVELOPE}}}Envelope" or body is None or len(body) != 1:
        raise SoapFormatError("an envelope with one message is expected")
    return body[0]


def _value(element):
    found = {}
    for child in element:
        name = etree.QName(child).localname
        if name in _ONES:
            found.setdefault(_ONES[name], []).append(_value(child))
        elif len(child):
            found[name] = _value(child)
        else:
            found[name] = _leaf(name, (child.text or "").strip())
    return found


def _leaf(name, text):
    """Return a text, or None for an empty element."""
    if not text:
        return None
    return int(text) if name in _NUMBERS and text.isdecimal() else text
