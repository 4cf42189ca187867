"""catalogue"""


def build(env):
    """Nothing yet."""
