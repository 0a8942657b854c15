"""The ways in: one module per format, one common report of what was taken and what was not."""
