"""Everything that can be written: one frozen dataclass an act, given to ``store.perform``."""
