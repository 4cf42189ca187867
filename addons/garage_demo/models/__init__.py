from . import garage_register
from . import garage_supplier_service
from . import ir_mail_server
from . import mail_mail
