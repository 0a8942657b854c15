"""The ways out: one note, several writers."""
