"""ZVT, the card-terminal protocol of the German-speaking market (PA00P015)."""
