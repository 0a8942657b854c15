"""The Textual program: screens over the workflow, no SQL, no statistics.

Textual reads its developer switches from the environment when it is imported: a log file,
timed screenshots, another driver, a debugger's connection. None of them may touch patients'
data, so they are gone before anything of Textual is loaded. What a test runner keeps for
its pictures is left alone.
"""

import os

for _name in list(os.environ):
    if _name == "TEXTUAL" or (_name.startswith("TEXTUAL_") and not _name.startswith("TEXTUAL_SNAPSHOT")):
        del os.environ[_name]
