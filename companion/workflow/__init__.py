"""The acts of the program: what screens, plain mode and command line all call."""
