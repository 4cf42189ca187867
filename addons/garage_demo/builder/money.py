"""money"""


def build(env):
    """Nothing yet."""
