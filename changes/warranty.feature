Warranty on parts and jobs sold: when the same work comes back inside its months or kilometres, intake and work order say so, and one click bills the supplier or ourselves.
