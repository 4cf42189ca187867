from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..domain import near_words
from ..domain.number import normalize

_SINCE = "garage_parts_catalog.words_read_until"
_OVERLAP = timedelta(hours=1)
_STEP = 20_000
_LIKE = "0.3"
_CANDIDATES = 60


class GarageCatalogWord(models.Model):
    """The distinct words of all catalogues: small enough to look for what was meant."""

    _name = "garage.catalog.word"
    _description = "Word of the catalogues"
    _order = "name"
    _log_access = False

    name = fields.Char("Word", required=True)
    key = fields.Char("Without accents", required=True, index="trigram")

    _name_uniq = models.UniqueIndex("(name)", "This word is known already.")

    @api.model
    def _find_meant(self, typed):
        """Return {typed word: known words that it may mean}, for unknown words only."""
        meant = {}
        for word in typed:
            if normalize(word).isalpha():
                near = near_words.nearest(word, self._find_like(word))
                if near and word.lower() not in near:
                    meant[word] = near
        return meant

    @api.model
    def _find_like(self, word):
        """Return known words that share enough with a word, by the index."""
        self._check_read()
        wanted = near_words.key(word)
        self.env.cr.execute(
            SQL("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", _LIKE)
        )
        self.env.cr.execute(
            SQL(
                """SELECT name FROM garage_catalog_word WHERE key %% %s
                ORDER BY similarity(key, %s) DESC, length(name), name LIMIT %s""",
                wanted,
                wanted,
                _CANDIDATES,
            )
        )
        return [name for (name,) in self.env.cr.fetchall()]

    @api.model
    def _check_read(self):
        self.check_access("read")
        self.flush_model()

    @api.model
    def _cron_refresh(self):
        """Learn the words of parts that changed since the last time."""
        settings = self.env["ir.config_parameter"]
        since = fields.Datetime.to_datetime(settings.get_param(_SINCE))
        started = fields.Datetime.now()
        self._learn(since - _OVERLAP if since else None)
        settings.set_param(_SINCE, fields.Datetime.to_string(started))

    @api.model
    def _learn(self, since=None):
        """Add the words of parts changed since then that are not known yet.

        Parts are read some thousand at a time: a catalogue has a million.
        """
        items = self.env["garage.catalog.item"]
        items.flush_model()
        known = {word.name for word in self.search_fetch([], ["name"])}
        found = set()
        last = 0
        while True:
            self.env.cr.execute(
                SQL(
                    """SELECT id, name FROM garage_catalog_item
                    WHERE id > %s AND name IS NOT NULL AND (%s OR write_date >= %s)
                    ORDER BY id LIMIT %s""",
                    last,
                    since is None,
                    since,
                    _STEP,
                )
            )
            rows = self.env.cr.fetchall()
            if not rows:
                break
            last = rows[-1][0]
            for name in {name for _id, name in rows}:
                found.update(near_words.words(name))
        self._add(found | self._get_names())
        return len(found - known)

    @api.model
    def _get_names(self):
        """Words of kinds and brands."""
        named = [("name", "!=", False)]
        kinds = self.env["garage.catalog.kind"].search_fetch(named, ["name"])
        brands = self.env["garage.catalog.brand"].search_fetch(named, ["name"])
        names = kinds.mapped("name") + brands.mapped("name")
        return {word for name in names for word in near_words.words(name or "")}

    @api.model
    def _add(self, words):
        known = {word.name for word in self.search_fetch([], ["name"])}
        self.create(
            [
                {"name": word, "key": near_words.key(word)}
                for word in sorted(words - known)
            ]
        )
