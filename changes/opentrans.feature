Orders by mail carry an openTRANS 2.1 file for suppliers who read it.
