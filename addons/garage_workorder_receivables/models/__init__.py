from . import garage_dunning_gather
from . import garage_match_gather
from . import garage_match_proposal
from . import garage_vehicle
from . import res_partner
