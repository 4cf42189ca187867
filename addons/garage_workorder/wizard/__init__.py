from . import (
    garage_approval_wizard,
    garage_approval_wizard_line,
    garage_override_wizard,
    garage_owner_change,
)
