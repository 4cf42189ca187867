French Telium terminals with Concert V2 on a serial or USB line work with the box; what the protocol cannot do is told in one sentence.
