"""The Textual program. Calls workflow; knows no SQL and no statistics."""
