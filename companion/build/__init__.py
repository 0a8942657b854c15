"""Makes the forms of the program that need no Python: a folder, and one file made from it.

    python -m companion.build --to dist

Nothing of the program imports this package, and it is not carried inside what it makes.
"""
