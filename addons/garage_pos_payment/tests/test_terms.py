import json
import os
import re
import subprocess
import sys

from odoo.tests import TransactionCase, tagged

from .. import terms
from .box_process import IOT

CODE = r'(?:ApiError|Refused|Unreachable)\(\s*(?:\d+, )?"([a-z_]+)"'
PROBLEM = r'(?:Problem|wrong)\([^()]*?"([a-z_]+)"(?=[,)])'


@tagged("post_install", "-at_install")
class TestTerms(TransactionCase):
    """Every word of the box that a person reads is in the add-on, to be translated."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        answer = subprocess.run(
            [sys.executable, "-m", "garage_iot", "drivers", "--json"],
            env={**os.environ, "PYTHONPATH": str(IOT)},
            stdout=subprocess.PIPE,
            check=True,
        )
        cls.drivers = json.loads(answer.stdout)
        cls.texts = cls.env["garage.iot.texts"]
        cls.parameters = [
            (driver["name"], one)
            for driver in cls.drivers
            for one in driver["parameters"]
        ]

    def codes(self, pattern, *folders):
        sources = [
            path.read_text(encoding="utf-8")
            for folder in folders
            for path in (IOT / "garage_iot" / folder).rglob("*.py")
        ]
        return {code for source in sources for code in re.findall(pattern, source)}

    def test_each_setting_has_words_that_say_what_the_box_says(self):
        for driver, one in self.parameters:
            with self.subTest(driver=driver, setting=one["name"]):
                self.assertTrue(terms.find(driver, one["name"]))
                words = self.texts._get_parameter(driver, one)
                self.assertEqual(words, (one["label"], one["help"]))

    def test_each_driver_has_a_name_and_its_doubts(self):
        for driver in self.drivers:
            with self.subTest(driver=driver["name"]):
                self.assertIn(driver["name"], terms.DRIVERS)
                words = self.texts._get_driver(driver)
                self.assertEqual(words, (driver["label"], driver["doubts"]))

    def test_each_choice_has_words_or_is_a_technical_name(self):
        for driver, one in self.parameters:
            missing = {
                value
                for value, words in self.texts._get_choices(one)
                if value == words and one["name"] not in terms.TECHNICAL
            }
            self.assertFalse(missing, f"{driver}.{one['name']}")

    def test_no_words_are_left_of_settings_that_are_gone(self):
        used = {id(terms.find(driver, one["name"])) for driver, one in self.parameters}

        gone = [key for key, term in terms.PARAMETERS.items() if id(term) not in used]

        self.assertFalse(gone)

    def test_each_refusal_of_the_box_has_a_sentence(self):
        codes = self.codes(CODE, "service", "devices")

        self.assertGreater(len(codes), 25)
        self.assertFalse(codes - set(terms.REFUSALS))

    def test_each_problem_with_a_setting_has_a_sentence(self):
        sources = ["problem.py", "config.py"]
        found = self.codes(PROBLEM, "devices", "service", "protocols/arcus2")
        for name in sources:
            text = (IOT / "garage_iot" / name).read_text(encoding="utf-8")
            found |= set(re.findall(PROBLEM, text))

        known = {
            code
            for code in found
            if self.texts._get_problem({"code": code, "about": "x"}, "Name")
        }
        self.assertGreater(len(found), 20)
        self.assertEqual(found - known, set())
