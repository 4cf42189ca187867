"""./garage alone: each add-on by itself on a bare database, in and out again."""

from . import databases, postgres, python_env, say, server

BARE = "bare_base"
WORK = "garage_alone"
# What an add-on brought must be gone with it: models, tables, menus.
UNINSTALL = """
name = %(name)r
module = env["ir.module.module"].search([("name", "=", name)])
assert module.state == "installed", module.state
module.button_immediate_uninstall()
env = env(cr=env.cr)
env.invalidate_all()
env.cr.execute("SELECT state FROM ir_module_module WHERE name = %%s", [name])
assert env.cr.fetchone()[0] == "uninstalled"
env.cr.execute("SELECT model, res_id FROM ir_model_data WHERE module = %%s", [name])
left = env.cr.fetchall()
assert not left, left
env.cr.commit()
"""


def main(words: list[str]) -> int:
    """Entry of the command; names the add-ons that fail."""
    python_env.ensure()
    postgres.ensure()
    if not server.database_exists(BARE):
        options = ["-d", BARE, "-i", "base", *databases.OFFLINE]
        with say.step("Bare database"):
            server.run_logged("bare", *options)
    failed = [name for name in words or databases.own_addons() if not _check(name)]
    databases.drop(WORK)
    say.line(f"Failed: {', '.join(failed)}" if failed else "All in and out again.")
    return min(len(failed), 1)


def _check(name: str) -> bool:
    databases.clone(BARE, WORK)
    try:
        with say.step(f"{name}: in"):
            server.run_logged("alone", "-d", WORK, "-i", name, *databases.OFFLINE)
        with say.step(f"{name}: out"):
            databases.shell(WORK, UNINSTALL % {"name": name}, "alone-out")
    except say.Failure as failure:
        say.line(f"  {name}: {failure}")
        return False
    return True
