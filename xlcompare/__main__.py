"""`python -m xlcompare`: the command line."""

import sys

from xlcompare.hosts.cli import main

# Guarded, because worker processes of a batch import this module again.
if __name__ == "__main__":
    sys.exit(main())
