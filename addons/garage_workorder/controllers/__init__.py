from . import mechanic
