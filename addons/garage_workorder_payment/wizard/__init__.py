from . import garage_key_release
