"""till"""


def build(env):
    """Nothing yet."""
