"""The Textual program: screens over the workflow, no SQL, no statistics.

Textual reads its developer switches from the environment when it is imported: a log file,
timed screenshots, another driver, a debugger's connection. None of them may touch patients'
data, so they are gone before anything of Textual is loaded. What a test runner keeps for
its pictures is left alone.

A key's picture comes in two or three parts: what it does, then what that makes of the
layout. Textual leaves a sixtieth of a second between two; nobody sees them apart, and they
add up to more than the work itself.
"""

import os

for _name in list(os.environ):
    if _name == "TEXTUAL" or (_name.startswith("TEXTUAL_") and not _name.startswith("TEXTUAL_SNAPSHOT")):
        del os.environ[_name]

os.environ["TEXTUAL_FPS"] = "200"
