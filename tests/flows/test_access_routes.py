"""Who opens which address, compared with the table in docs/access.md."""

import json

from odoo import http
from odoo.tests import HttpCase, new_test_user, tagged

from support import access_table

PUBLIC = ("link", "everybody", "signature", "box")
#: what is posted to an address that takes JSON
NOTHING = {"jsonrpc": "2.0", "method": "call", "params": {}}


@tagged("post_install", "-at_install")
class TestAccessRoutes(HttpCase):
    """Pages of the garage: staff by role, customers by the secret of their link."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.expected = access_table.routes()
        for role in access_table.ROLES:
            login = f"route_{role}"
            new_test_user(cls.env, login, groups=f"garage_base.group_garage_{role}")

    def _get_rules(self):
        """Address with its routing, of all garage add-ons: {address: routing}."""
        modules = self.env["ir.module.module"].search(
            [
                ("state", "=", "installed"),
                ("name", "=like", "garage%"),
                ("name", "!=", "garage_demo"),
            ]
        )
        own = tuple(f"odoo.addons.{name}." for name in modules.mapped("name"))
        return {
            url: endpoint.routing
            for url, endpoint in http._generate_routing_rules(
                self.registry._init_modules, nodb_only=False
            )
            if endpoint.func.__module__.startswith(own)
        }

    def test_every_address_has_a_row(self):
        self.assertEqual(sorted(self.expected), sorted(self._get_rules()))

    def test_only_addresses_with_a_secret_or_nothing_to_hide_are_public(self):
        for url, routing in self._get_rules().items():
            public = routing["auth"] in ("public", "none")
            told = self.expected[url] in PUBLIC

            self.assertEqual(public, told, url)
            if self.expected[url] == "link":
                self.assertRegex(url, r"<(string:)?(token|access_token)>", url)

    def test_pages_of_staff_open_for_their_roles_only(self):
        pages = {
            url: who.split(", ")
            for url, who in self.expected.items()
            if set(who.split(", ")) <= set(access_table.ROLES) and "<" not in url
        }
        rules = self._get_rules()
        for role in access_table.ROLES:
            self.authenticate(f"route_{role}", f"route_{role}")
            for url, roles in pages.items():
                opened = self._opens(url, rules[url])
                self.assertEqual(opened, role in roles, f"{role}: {url}")

    def _opens(self, url, routing):
        """Whether the address lets this person in, whatever it then answers."""
        if routing["type"] == "jsonrpc":
            body = json.dumps(NOTHING)
            headers = {"Content-Type": "application/json"}
            answer = self.url_open(url, data=body, headers=headers).json()
            name = answer.get("error", {}).get("data", {}).get("name", "")
            return "AccessError" not in name
        if "GET" not in (routing.get("methods") or ["GET"]):
            form = {"csrf_token": http.Request.csrf_token(self), "entry": "{}"}
            return self.url_open(url, data=form).status_code == 200
        return self.url_open(url, allow_redirects=False).status_code != 403

    def test_without_a_log_in_staff_pages_ask_for_one(self):
        self.authenticate(None, None)
        for url, routing in self._get_rules().items():
            if routing["auth"] == "user" and "<" not in url:
                answer = self.url_open(url, allow_redirects=False)
                self.assertNotEqual(answer.status_code, 200, url)
