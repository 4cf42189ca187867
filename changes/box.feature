A box daemon drives card terminals (ZVT) and receipt printers with drawer (ESC/POS) at the counter, with simulators to try everything without hardware: a card is never charged twice, whatever breaks.
