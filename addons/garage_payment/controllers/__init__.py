from . import pay
from . import stripe
