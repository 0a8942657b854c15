"""Everything that can be read: functions that take a reader and return plain dataclasses."""
