from . import (
    garage_approval_wizard,
    garage_approval_wizard_line,
    garage_deposit_wizard,
    garage_inspection_propose,
    garage_inspection_propose_line,
    garage_override_wizard,
    garage_owner_change,
    garage_time_correct_wizard,
)
