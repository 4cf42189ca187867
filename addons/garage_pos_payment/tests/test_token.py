import json
import pathlib

from odoo.tests import BaseCase, tagged

from ..domain import token

CONTRACT = pathlib.Path(__file__).parents[3] / "iot" / "contract"


@tagged("post_install", "-at_install")
class TestToken(BaseCase):
    def test_token_is_the_one_of_the_contract(self):
        example = json.loads((CONTRACT / "token.json").read_text())

        made = token.mint(example["secret"], example["payload"])

        self.assertEqual(made, example["token"])

    def test_no_token_without_a_secret(self):
        with self.assertRaises(ValueError):
            token.mint("", token.claims("box", 1, "Kees (7)", ["pay"], 0))
