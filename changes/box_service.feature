The box installs as a wheel with a locked-in systemd service; docs/drivers tells how to add a card terminal in a day.
