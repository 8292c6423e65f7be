"""Whether this machine and these settings are fit to run, and what inference will do on it."""
