from . import test_offer_mailing
