import logging
import mimetypes
from urllib.parse import parse_qs, unquote, urlsplit

import lxml.html

from odoo import api, models
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.tools import file_open
from odoo.tools.pdf import merge_pdf

from odoo.addons.base.models.ir_actions_report import _wkhtml

from ..clients import chromium
from ..report import print_page

_logger = logging.getLogger(__name__)
EDGE = 8.0  # millimetres kept free above a header and below a footer
CSS_MARGIN = 11.0  # millimetres, the margin of web/.../reports/report.scss
HEADERS, FOOTERS = "minimal_layout_report_headers", "minimal_layout_report_footers"


class IrActionsReport(models.Model):
    """Documents printed by Chromium where no patched wkhtmltopdf is installed."""

    _inherit = "ir.actions.report"

    @api.model
    def get_wkhtmltopdf_state(self):
        if self._get_chromium():
            return "ok"
        return super().get_wkhtmltopdf_state()

    def _get_chromium(self):
        """Path of the browser that prints, or None when wkhtmltopdf shall."""
        # sudo: system parameters; only the printing engine's name and path are read.
        get_param = self.env["ir.config_parameter"].sudo().get_param
        engine = get_param("garage_base.pdf_engine", "auto")
        if engine == "wkhtmltopdf" or (engine == "auto" and _wkhtml().is_patched_qt):
            return None
        return chromium.find(get_param("garage_base.chromium"))

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        """One document per record, so that each has its own pages and header."""
        several = res_ids and len(res_ids) > 1 and len(set(res_ids)) == len(res_ids)
        if not (several and self._get_chromium()):
            return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids)
        streams = {}
        for res_id in res_ids:
            streams.update(
                super()._render_qweb_pdf_prepare_streams(report_ref, data, [res_id])
            )
        return streams

    @api.model
    def _run_wkhtmltopdf(
        self,
        bodies,
        report_ref=False,
        header=None,
        footer=None,
        landscape=False,
        specific_paperformat_args=None,
        set_viewport_size=False,
    ):
        binary = self._get_chromium()
        if not binary:
            return super()._run_wkhtmltopdf(
                bodies,
                report_ref=report_ref,
                header=header,
                footer=footer,
                landscape=landscape,
                specific_paperformat_args=specific_paperformat_args,
                set_viewport_size=set_viewport_size,
            )
        report = self._get_report(report_ref) if report_ref else self
        headers, footers = _parts(header, HEADERS), _parts(footer, FOOTERS)
        documents = []
        for index, body in enumerate(bodies):
            head = headers[index] if index < len(headers) else None
            foot = footers[index] if index < len(footers) else None
            paper = report._get_paper(landscape, head is not None, foot is not None)
            font = self.env.company.font or "Lato"
            html = print_page.compose(
                str(body), head, foot, paper, font, self._get_print_resource
            )
            documents.append(self._print_html(binary, html))
        return documents[0] if len(documents) == 1 else merge_pdf(documents)

    def _print_html(self, binary, html):
        try:
            return chromium.print_to_pdf(binary, html)
        except chromium.PrintError as error:
            _logger.warning("printing failed: %s", error)
            raise UserError(
                self.env._(
                    "The document could not be printed because the browser that "
                    "prints it stopped. Try again; if it stays, tell your "
                    "administrator to look for “printing failed” in the log."
                )
            ) from error

    def _get_paper(self, landscape, has_header, has_footer):
        """Sheet and margins; header and footer bring their own height."""
        paper = self.get_paperformat()
        wide = landscape or paper.orientation == "Landscape"
        size = print_page.paper_size(
            paper.format, paper.page_width, paper.page_height, wide
        )
        if paper.css_margins:
            # The style sheet keeps the edges free, except below, where the page
            # number needs a margin box.
            return print_page.Paper(size, 0, 0, CSS_MARGIN if has_footer else 0, 0)
        return print_page.Paper(
            size,
            min(EDGE, paper.margin_top) if has_header else paper.margin_top,
            paper.margin_right,
            min(EDGE, paper.margin_bottom) if has_footer else paper.margin_bottom,
            paper.margin_left,
        )

    @api.model
    def _get_print_resource(self, address):
        """Content of one of our own addresses as (media type, bytes), else None."""
        parts = urlsplit(address)
        path = unquote(parts.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        if path.startswith("/web/assets/"):
            return self._get_print_asset(path)
        if path.startswith(("/report/barcode", "/web/image")):
            return self._get_print_image(path, query)
        return self._get_print_file(path)

    def _get_print_asset(self, path):
        """Style sheet of a bundle, made now when no page has asked for it yet."""
        domain = [("public", "=", True), ("url", "=", path)]
        # sudo: public style sheets, the same that any visitor's browser loads.
        asset = self.env["ir.attachment"].sudo().search(domain, limit=1)
        if not asset:
            name, rtl, kind, prefix = self.env["ir.asset"]._parse_bundle_name(
                path.rsplit("/", 1)[1], False
            )
            if kind != "css":
                return None
            # sudo: as above; the bundle is stored for the next visitor.
            bundle = (
                self.env["ir.qweb"]
                .sudo()
                ._get_asset_bundle(name, css=True, js=False, rtl=rtl, autoprefix=prefix)
            )
            asset = bundle.css()
        return "text/css", asset.raw

    def _get_print_image(self, path, query):
        words = path.strip("/").split("/")
        try:
            if words[0] == "report":
                return "image/png", self._get_print_barcode(words[2:], query)
            return self._get_print_record_image(words, query)
        except (AccessError, MissingError, UserError, ValueError) as error:
            _logger.info("no image for %s: %s", path, error)
            return None

    def _get_print_barcode(self, words, query):
        if len(words) > 1:
            query = {**query, "barcode_type": words[0], "value": "/".join(words[1:])}
        kind, value = query.pop("barcode_type"), query.pop("value")
        return self.barcode(kind, value, **query)

    def _get_print_record_image(self, words, query):
        model, res_id, field = "ir.attachment", words[2], "raw"
        if not words[2].split("-")[0].isdigit():
            model, res_id, field = words[2], words[3], words[4]
        record = self.env["ir.binary"]._find_record(
            res_model=model,
            res_id=int(res_id.split("-")[0]),
            access_token=query.get("access_token"),
            field=field,
        )
        stream = self.env["ir.binary"]._get_image_stream_from(record, field)
        return stream.mimetype or "image/png", stream.read()

    @api.model
    def _get_print_file(self, path):
        words = path.strip("/").split("/")
        if len(words) < 3 or words[1] != "static":
            return None
        try:
            with file_open("/".join(words), "rb") as content:
                kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
                return kind, content.read()
        except (FileNotFoundError, ValueError):
            return None


def _parts(html, holder):
    """The headers or footers that Odoo collected, one element per document."""
    if not html:
        return []
    root = lxml.html.fromstring(str(html))
    found = root.xpath(f"//div[@id='{holder}']")
    return list(found[0]) if found else []
