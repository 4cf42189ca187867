"""The box itself: journal, engine, queues and HTTP API."""
