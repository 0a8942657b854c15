"""Measurements of what the program promises. Scripts, not tests: run them with ``python -m tests.bench.NAME``."""
