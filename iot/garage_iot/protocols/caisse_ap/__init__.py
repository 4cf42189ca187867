"""Caisse-AP over IP (Concert V3): messages, dialogue, result codes."""
