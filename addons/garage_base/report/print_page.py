"""From Odoo's report parts (body, header, footer) to one printable HTML page.

The header repeats as table head and the footer is pinned to the page's bottom, with a
spacer as table foot; Chromium repeats all three on every page. Page numbers come from
the margin box of the page, the only place where it counts pages.
"""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass

import lxml.html
from lxml import etree

Resolve = Callable[[str], "tuple[str, bytes] | None"]
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
FAMILY = re.compile(r"font-family:\s*['\"]?([^;'\"}]+)")
URL = re.compile(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)")
SIZES = {"A4": "210mm 297mm", "A5": "148mm 210mm", "Letter": "215.9mm 279.4mm"}
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:"
STYLE = """
@page { size: %(size)s; margin: %(margin)s; }
%(number)s
html, body { height: auto !important; overflow: visible !important;
    -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body.container { max-width: none; }
table.g-page { width: 100%%; border-collapse: collapse; }
table.g-page > thead > tr > td, table.g-page > tfoot > tr > td,
table.g-page > tbody > tr > td { padding: 0; border: 0; }
.g-spacer { visibility: hidden; }
.g-footer { position: fixed; bottom: 0; left: 0; right: 0; }
body.o_css_margins .g-footer { padding: 0 11mm; }
.footer > .o_footer_content { padding-bottom: 0 !important; }
table.g-page > tbody > tr > td > .article { padding-top: 4mm; }
tr, .g-together { break-inside: avoid; }
table.g-page > tbody > tr { break-inside: auto; }
"""
NUMBER = """@page { @bottom-right { content: %s; font-family: '%s'; font-size: 8pt;
    color: #6c757d; vertical-align: top; padding-right: %s; } }"""


@dataclass(frozen=True)
class Paper:
    """Sheet and margins in millimetres."""

    size: str
    top: float
    right: float
    bottom: float
    left: float

    @property
    def margin(self) -> str:
        return f"{self.top}mm {self.right}mm {self.bottom}mm {self.left}mm"


def paper_size(name: str, width: float, height: float, landscape: bool) -> str:
    """CSS size of a paper format; unknown names fall back to A4.

    :param width: millimetres, used for the format "custom"
    :param height: millimetres, used for the format "custom"
    """
    if name == "custom" and width and height:
        size = f"{width}mm {height}mm"
    else:
        size = SIZES.get(name, SIZES["A4"])
    if landscape:
        size = " ".join(reversed(size.split()))
    return size


def compose(
    body: str,
    header: etree._Element | None,
    footer: etree._Element | None,
    paper: Paper,
    font: str,
    resolve: Resolve,
) -> str:
    """One self-contained HTML page.

    :param body: a whole HTML document as `web.minimal_layout` makes it
    :param font: family of the document's text; other web fonts are left out
    :param resolve: content of an address of ours as (media type, bytes), or None
    """
    root = lxml.html.fromstring(body, parser=lxml.html.HTMLParser(encoding="utf-8"))
    number = _take_page_number(footer)
    _wrap(root.find("body"), header, footer)
    _inline_styles(root, font, resolve)
    _inline_images(root, resolve)
    for script in root.xpath("//script | //base"):
        script.drop_tree()
    indent = "0" if paper.right else "11mm"
    _add_head(root, paper, NUMBER % (number, font, indent) if number else "")
    html = lxml.html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>")
    return str(html)


def _take_page_number(footer: etree._Element | None) -> str:
    """Take "Page 1 / 2" out of the footer; the CSS content that replaces it."""
    if footer is None:
        return ""
    marks = footer.xpath(".//span[contains(concat(' ', @class, ' '), ' page ')]")
    if not marks:
        return ""
    line = marks[0].getparent()
    counters = {"page": "counter(page)", "topage": "counter(pages)"}
    words = [_quoted(line.text)]
    for child in line:
        words.append(counters.get((child.get("class") or "").strip(), ""))
        words.append(_quoted(child.tail))
    for child in list(line):
        line.remove(child)
    line.text = "\u00a0"
    return " ".join(word for word in words if word)


def _quoted(text: str | None) -> str:
    clean = re.sub(r"\s+", " ", text or "").replace("\\", "").replace('"', "")
    return f'"{clean}"' if clean.strip() else ""


def _wrap(
    body: etree._Element,
    header: etree._Element | None,
    footer: etree._Element | None,
) -> None:
    table = lxml.html.fragment_fromstring(
        "<table class='g-page'><thead><tr><td/></tr></thead>"
        "<tbody><tr><td/></tr></tbody><tfoot><tr><td/></tr></tfoot></table>"
    )
    cells = {part.tag: part[0][0] for part in table}
    cells["tbody"].text = body.text
    for child in list(body):
        cells["tbody"].append(child)
    body.text = None
    body.append(table)
    if header is not None:
        cells["thead"].append(header)
    if footer is not None:
        spacer = lxml.html.fragment_fromstring("<div class='g-spacer'/>")
        spacer.append(lxml.html.fromstring(lxml.html.tostring(footer)))
        cells["tfoot"].append(spacer)
        pinned = lxml.html.fragment_fromstring("<div class='g-footer'/>")
        pinned.append(footer)
        body.append(pinned)


def _inline_styles(root: etree._Element, font: str, resolve: Resolve) -> None:
    """Put style sheets into the page, with only the fonts that it uses."""
    used = {font, *_icon_fonts(root)}
    for link in root.xpath("//link[@rel='stylesheet']"):
        found = resolve(link.get("href") or "")
        if found:
            style = etree.Element("style")
            style.text = _only_used(found[1].decode("utf-8", "replace"), used, resolve)
            link.addprevious(style)
        link.drop_tree()


def _icon_fonts(root: etree._Element) -> set[str]:
    icons = root.xpath("//*[contains(concat(' ', @class, ' '), ' fa ')]")
    return {"FontAwesome"} if icons else set()


def _only_used(css: str, used: set[str], resolve: Resolve) -> str:
    """Drop fonts that are not used, put the others in as data."""

    def face(match: re.Match[str]) -> str:
        family = FAMILY.search(match.group(0))
        if not family or family.group(1).strip() not in used:
            return ""
        return _smallest_source(match.group(0), resolve)

    css = FONT_FACE.sub(face, css)
    return URL.sub(lambda match: _as_data(match, resolve), css)


def _smallest_source(rule: str, resolve: Resolve) -> str:
    """The font rule with one source as data, the smallest format first."""
    addresses = [address.split("?")[0].split("#")[0] for address in URL.findall(rule)]
    inside = rule[rule.index("{") + 1 : rule.rindex("}")]
    kept = [part for part in inside.split(";") if not part.strip().startswith("src:")]
    for ending in (".woff2", ".woff", ".ttf", ".otf"):
        for address in addresses:
            if address.endswith(ending) and (found := resolve(address)):
                kept.append(f"src: url({_data_uri(*found)})")
                return "@font-face {" + ";".join(kept) + "}"
    return ""


def _as_data(match: re.Match[str], resolve: Resolve) -> str:
    address = match.group(1)
    if address.startswith("data:"):
        return match.group(0)
    found = resolve(address)
    return f"url({_data_uri(*found)})" if found else "none"


def _inline_images(root: etree._Element, resolve: Resolve) -> None:
    for image in root.xpath("//img"):
        address = image.get("src") or ""
        if address.startswith("data:"):
            continue
        found = resolve(address)
        if found:
            image.set("src", _data_uri(*found))
        else:
            image.drop_tree()
    for element in root.xpath("//*[contains(@style, 'url(')]"):
        style = element.get("style")
        element.set("style", URL.sub(lambda match: _as_data(match, resolve), style))


def _data_uri(mimetype: str, content: bytes) -> str:
    return f"data:{mimetype};base64,{base64.b64encode(content).decode()}"


def _add_head(root: etree._Element, paper: Paper, number: str) -> None:
    head = root.find("head")
    policy = etree.Element("meta")
    policy.set("http-equiv", "Content-Security-Policy")
    policy.set("content", POLICY)
    head.insert(0, policy)
    charset = etree.Element("meta", charset="utf-8")
    head.insert(0, charset)
    style = etree.SubElement(head, "style")
    style.text = STYLE % {"size": paper.size, "margin": paper.margin, "number": number}
