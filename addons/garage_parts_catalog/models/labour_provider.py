from odoo import api, models


class GarageLabourProvider(models.AbstractModel):
    """What a guide of labour times answers; the door for licensed guides.

    An add-on with a guide adds its key to ``garage.labour.list.provider`` and an
    abstract model ``garage.labour.provider.<key>`` that inherits this one. The work
    order asks ``garage.labour.list`` and never learns who answered. A guide that
    cannot answer raises LabourGuideError (domain/labour_times) with the reason.
    """

    _name = "garage.labour.provider"
    _description = "Labour guide"

    @api.model
    def _search_times(self, guides, vehicle, text, limit):
        """Answers for what a person types, best first.

        :param guides: garage.labour.list records of this provider
        :param vehicle: garage.vehicle, may be empty
        :param text: words of the operation or its code
        :return: list of LabourAnswer (domain/labour_times)
        """
        raise NotImplementedError

    @api.model
    def _find_times(self, guides, vehicle, codes):
        """Answers for operation codes: {normalised code: [LabourAnswer]}.

        More than one answer, or one with something to check, is for a person.
        """
        raise NotImplementedError

    @api.model
    def _get_texts(self, guides, codes, lang):
        """Texts that the guides have: {(guide id, normalised code): text}."""
        return {}
