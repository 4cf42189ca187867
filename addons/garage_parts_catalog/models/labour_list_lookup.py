from odoo import api, models

from ..domain.labour_times import LabourGuideError
from ..domain.number import normalize


class GarageLabourList(models.Model):
    """The one place where labour times are asked for, whoever gives them."""

    _inherit = "garage.labour.list"

    @api.model
    def _labour_lookup(self, vehicle, text, limit=6):
        """Ask all guides of the company for what a person typed.

        :return: (LabourAnswers, sentences of the guides that do not answer);
            an answer with exactly the typed code first, then guide by guide
        """
        answers, problems = [], []
        guides = self._get_guides()
        for provider, its_guides in guides._by_provider():
            try:
                answers += provider._search_times(its_guides, vehicle, text, limit)
            except LabourGuideError as error:
                names = ", ".join(its_guides.mapped("name"))
                problems.append(f"{names}: {error}")
        exact = normalize(text)
        answers.sort(
            key=lambda row: (
                normalize(row.code) != exact,
                guides.ids.index(row.guide_id),
            )
        )
        return answers[:limit], problems

    @api.model
    def _find_times(self, vehicle, codes):
        """Ask for codes: {normalised code: LabourAnswers in the order of the guides}.

        A guide that does not answer knows nothing: who asks has hours of its own.
        """
        found = {}
        guides = self._get_guides() if codes else self.browse()
        for provider, its_guides in guides._by_provider():
            try:
                answers = provider._find_times(its_guides, vehicle, codes)
            except LabourGuideError:
                continue
            for code, rows in answers.items():
                found.setdefault(code, []).extend(rows)
        for rows in found.values():
            rows.sort(key=lambda row: guides.ids.index(row.guide_id))
        return found

    def _get_texts(self, codes, lang):
        """Texts of these lists: {(list id, normalised code): text}."""
        texts = {}
        for provider, guides in self._by_provider():
            texts.update(provider._get_texts(guides, codes, lang))
        return texts

    @api.model
    def _get_names(self, codes):
        """{normalised code: text and guides}, of the guides that know it at all."""
        guides = self._get_guides() if codes else self.browse()
        texts = guides._get_texts(codes, self.env.lang)
        # the first list has the last word
        return {
            code: f"{texts[guide.id, code]} ({guide.name})"
            for guide in reversed(guides)
            for code in map(normalize, codes)
            if (guide.id, code) in texts
        }

    @api.model
    def _get_guides(self):
        """The guides of the company at work, in their order."""
        return self.search([("company_id", "in", [False, self.env.company.id])])

    def _by_provider(self):
        """[(provider, its lists)]"""
        return [
            (guides[0]._get_provider(), guides)
            for guides in self.grouped("provider").values()
        ]

    def _get_provider(self):
        self.ensure_one()
        return self.env[f"garage.labour.provider.{self.provider}"]
