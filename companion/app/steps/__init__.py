"""The six steps of a session, one module each."""
