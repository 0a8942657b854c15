"""Where a built program begins; run as a script, never imported.

The built program has no `-m`: the one process it starts of itself, which opens a
doubtful generation, is asked for by an argument.
"""

import sys

if sys.argv[1:] == ["--try-generation"]:
    from companion.store.probe import answer

    sys.exit(answer())

from companion.__main__ import main

sys.exit(main())
