"""The Textual program: screens over the workflow, no SQL, no statistics.

Textual reads its developer switches from the environment when it is imported: a log file,
timed screenshots, another driver, a debugger's connection. None of them may touch patients'
data, so they are gone before anything of Textual is loaded.
"""

import os

for _name in [name for name in os.environ if name == "TEXTUAL" or name.startswith("TEXTUAL_")]:
    del os.environ[_name]
