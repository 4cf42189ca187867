"""A word and its explanation, in the user's language when they are shown."""

from typing import NamedTuple

from odoo.tools.translate import LazyGettext


class Term(NamedTuple):
    """``label`` names a thing, ``help`` is a sentence about it; empty: none needed."""

    label: LazyGettext
    help: LazyGettext | str = ""
