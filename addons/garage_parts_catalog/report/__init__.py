from . import part_month
