French card terminals with Caisse-AP over IP (dialects 0300 and 0320) work with the box, with an emulator for every fault of the protocol.
