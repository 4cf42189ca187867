from . import customer, customer_inspection, mechanic, tablet
