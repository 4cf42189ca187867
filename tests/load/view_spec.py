"""What the web client reads for a view, from the view itself."""

from lxml import etree

_known: dict[tuple[str, int, str, str], dict] = {}


def view_spec(env, model: str, kind: str) -> dict:
    """Specification for `web_read` of the main view of that kind.

    Kept for the process, as the web client keeps its views.
    """
    key = (env.cr.dbname, env.uid, model, kind)
    if key not in _known:
        arch = etree.fromstring(env[model].get_view(view_type=kind)["arch"])
        _known[key] = _spec(env, model, arch)
    return _known[key]


def _spec(env, model: str, node) -> dict:
    found = {}
    for child in node.iterchildren(tag=etree.Element):
        if child.tag == "field" and child.get("name") in env[model]._fields:
            found[child.get("name")] = _field_spec(env, model, child)
        else:
            found.update(_spec(env, model, child))
    return found


def _field_spec(env, model: str, node) -> dict:
    field = env[model]._fields[node.get("name")]
    if field.type == "many2one":
        return {"fields": {"display_name": {}}}
    if field.type not in ("one2many", "many2many"):
        return {}
    rows = [view for view in node if view.tag in ("list", "kanban")]
    if not rows:
        return {"fields": {"display_name": {}}} if node.get("widget") else {}
    return {"fields": _spec(env, field.comodel_name, rows[0]), "limit": 40}
