import hashlib
import json

from odoo import api, models
from odoo.tools import file_open

from ..domain import media

BUNDLE = "garage_workorder.assets_mechanic"
SCOPE = "/garage/mechanic"
ICONS = "/garage_workorder/static/img"
FONT = "/web/static/src/libs/fontawesome/fonts/fontawesome-webfont.woff2?v=4.7.0"
#: add-ons whose words the page shows
WORDS_OF = ("garage_vehicle", "garage_workorder")


class GarageMechanicPage(models.AbstractModel):
    """What makes the mechanic's page an app on the phone: shell, words, manifest."""

    _name = "garage.mechanic.page"
    _description = "Mechanic's page"

    @api.model
    def get_page_values(self):
        """Values of the page's template; ``page`` is what the script starts with."""
        user = self.env.user
        return {
            # the little that Odoo's own scripts read
            "session": {"uid": user.id, "user_context": {"lang": user.lang or "en_US"}},
            "page": {
                "user_id": user.id,
                "name": user.name,
                "lang": (user.lang or "en_US").replace("_", "-"),
                "words": self._get_words(),
                "limits": media.LIMITS,
            },
        }

    @api.model
    def get_request_limit(self):
        """Largest request with photos or videos, in bytes."""
        return media.REQUEST_LIMIT

    @api.model
    def get_manifest(self):
        """What a phone needs to put the page on its home screen."""
        return {
            "name": self.env._("Workshop"),
            "short_name": self.env._("Workshop"),
            "id": SCOPE,
            "scope": SCOPE,
            "start_url": SCOPE,
            "display": "standalone",
            "orientation": "portrait",
            "background_color": "#f4f5f7",
            "theme_color": "#1b4d3e",
            "icons": [
                {
                    "src": f"{ICONS}/mechanic_{size}.png",
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": purpose,
                }
                for size in (192, 512)
                for purpose in ("any", "maskable")
            ],
        }

    @api.model
    def get_service_worker(self):
        """The script that keeps the shell; it changes whenever the shell does."""
        urls = self._get_shell_urls()
        version = hashlib.sha256("\n".join(urls).encode()).hexdigest()[:12]
        with file_open("garage_workorder/static/mechanic/service_worker.js") as file:
            script = file.read()
        shell = {"version": version, "page": SCOPE, "urls": urls}
        return f"const SHELL = {json.dumps(shell)};\n{script}"

    @api.model
    def _get_shell_urls(self):
        nodes = self.env["ir.qweb"]._get_asset_nodes(BUNDLE)
        urls = [
            attributes.get("src") or attributes.get("href")
            for _tag, attributes in nodes
        ]
        icons = [f"{ICONS}/mechanic_{size}.png" for size in (192, 512)]
        return [*filter(None, urls), FONT, f"{SCOPE}/manifest.webmanifest", *icons]

    @api.model
    def _get_words(self):
        """Translations of the page, so that it also speaks them without network."""
        modules, _lang = self.env["ir.http"]._get_translations_for_webclient(
            WORDS_OF, self.env.user.lang
        )
        return {
            name: {row["id"]: row["string"] for row in words["messages"]}
            for name, words in modules.items()
        }
