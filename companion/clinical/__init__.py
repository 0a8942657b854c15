"""The clinical core: pure functions and data. Reads no file but its own catalogue."""
