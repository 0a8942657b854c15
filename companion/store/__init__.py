"""The encrypted store: the only place that talks to DuckDB. Only plain dataclasses leave it."""
