The board has saved queues for adviser, mechanic and cashier, and a wall screen in big type that keeps names off when the garage wants so.
