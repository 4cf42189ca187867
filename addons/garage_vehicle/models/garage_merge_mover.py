import re

import psycopg2

from odoo import api, models
from odoo.orm.table_objects import Constraint, UniqueIndex
from odoo.tools import mute_logger

_SKIPPED = ("base.partner.merge.line", "base.partner.merge.automatic.wizard")


class GarageMergeMover(models.AbstractModel):
    """Moves everything that points to one record to another one of its model.

    Stands on Odoo's own merge of contacts, which moves foreign keys, references,
    attachments, messages and activities, and adds what that leaves out or loses:
    links by model and id, followers, and rows that may exist once only.
    """

    _name = "garage.merge.mover"
    _description = "Merge of records"

    @api.model
    def _move_all(self, source, target):
        """Move all links from the source to the target.

        :return: names of rows that the target had already, and that went
        """
        # Whoever may merge has both records; what points to them may lie anywhere.
        source, target = source.sudo(), target.sudo()
        self.env.flush_all()
        dropped = self._drop_doubles(source, target)
        self._move_followers(source, target)
        self._move_links(source, target)
        mover = source.env["base.partner.merge.automatic.wizard"]
        mover._update_foreign_keys_generic(source._name, source, target)
        mover._update_reference_fields_generic(source._name, source, target)
        self.env.invalidate_all()
        self._follow_related(target)
        return dropped

    @api.model
    def _note_merge(self, target, name, id_, kept_text, dropped):
        """Write into the messages of the record what became one and what was lost.

        :param name: of the record that is no more, ``id_`` its number
        :param kept_text: the values that were not chosen
        :param dropped: names of rows that the record had already
        """
        text = self.env._("Merged with %(name)s (%(id)s).", name=name, id=id_)
        parts = [text, kept_text]
        if dropped:
            rows = ", ".join(dropped)
            parts.append(self.env._("Known twice: %(rows)s", rows=rows))
        target.message_post(body=" ".join(part for part in parts if part))

    @api.model
    def _follow_related(self, target):
        """Compute again what our records copy from the one they belong to."""
        env = target.env
        for model in env.values():
            if model._abstract or not model._name.startswith("garage."):
                continue
            for field in model._fields.values():
                path = (field.related or "").split(".")
                link = model._fields.get(path[0]) if field.store and path[0] else None
                if link is None or link.comodel_name != target._name:
                    continue
                rows = model.with_context(active_test=False)
                found = rows.search([(link.name, "=", target.id)])
                env.add_to_compute(field, found)

    @api.model
    def _move_followers(self, source, target):
        target.message_subscribe(source.message_partner_ids.ids)
        source.message_follower_ids.unlink()

    @api.model
    def _move_links(self, source, target):
        """Move what names a record by its model and id, in whichever model."""
        for model, name in self._get_links(source.env):
            field = model._fields[name]
            found = model.search(
                [(field.model_field, "=", source._name), (name, "in", source.ids)]
            )
            if found:
                found.write({name: target.id})

    @api.model
    def _get_links(self, env):
        """Return pairs of model and field that hold the id of any record."""
        fields_ = env["ir.model.fields"].search(
            [("ttype", "=", "many2one_reference"), ("store", "=", True)]
        )
        pairs = []
        for field in fields_:
            model = env.get(field.model)
            if model is None or model._abstract or model._transient:
                continue
            known = model._fields.get(field.name)
            if known is not None and known.store and known.model_field:
                stored = model._fields[known.model_field].store
                pairs += [(model.with_context(active_test=False), field.name)] * stored
        return pairs

    @api.model
    def _drop_doubles(self, source, target):
        """Remove rows of the source that may exist once and the target has."""
        dropped = []
        for model, name, others in self._get_unique_keys(source.env, source._name):
            rows = model.search([(name, "in", (source | target).ids)])
            own = rows.filtered(lambda row, name=name: row[name] == target)
            taken = {tuple(row[other] for other in others) for row in own}
            alike = (rows - own).filtered(
                lambda row, others=others, taken=taken: (
                    tuple(row[other] for other in others) in taken
                )
            )
            dropped += self._move_or_drop(alike, name, target)
        return dropped

    @api.model
    def _move_or_drop(self, rows, name, target):
        """Move rows one by one; only the database knows which may exist once."""
        dropped = []
        for row in rows:
            title = row.display_name
            try:
                with mute_logger("odoo.sql_db"), row.env.cr.savepoint():
                    row.write({name: target.id})
                    row.flush_recordset()
            except psycopg2.errors.UniqueViolation:
                row.invalidate_recordset()
                row.unlink()
                dropped.append(title)
        return dropped

    @api.model
    def _get_unique_keys(self, env, model_name):
        """Return ``(model, field to the record, other fields)`` of unique keys."""
        keys = []
        for model in env.values():
            if model._abstract or model._transient or model._name in _SKIPPED:
                continue
            for columns in self._get_unique_columns(model):
                pointing = [
                    name
                    for name in columns
                    if model._fields[name].type == "many2one"
                    and model._fields[name].comodel_name == model_name
                ]
                everything = model.with_context(active_test=False)
                keys += [
                    (everything, name, [other for other in columns if other != name])
                    for name in pointing
                ]
        return keys

    @api.model
    def _get_unique_columns(self, model):
        for table_object in model._table_objects.values():
            text = ""
            if isinstance(table_object, UniqueIndex):
                text = table_object.get_definition(model.pool).split(" WHERE ")[0]
            elif isinstance(table_object, Constraint):
                text = table_object.get_definition(model.pool)
                text = text if text.lower().lstrip().startswith("unique") else ""
            words = re.findall(r"\w+", text)
            columns = [word for word in words if word in model._fields]
            if columns:
                yield columns
