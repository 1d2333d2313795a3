"""The command line. Results go to stdout, messages to stderr; heavy imports wait until a command needs them.

Exit status: 0 done; 1 problems found (check) or differences found (--exit-code); 2 an error, one line on stderr.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from xlcompare.hosts.console import show_everything
from xlcompare.hosts.parser import build_parser

FAILED = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    show_everything()
    args = build_parser().parse_args(argv)
    from importlib import import_module

    from xlcompare import notices
    from xlcompare.errors import XlcompareError

    module, command = args.run
    try:
        status: int = getattr(import_module(f"xlcompare.hosts.{module}"), command)(args)
    except XlcompareError as error:
        print(f"{error}".replace("\n", " "), file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # Whoever read the messages (`| head`) has seen enough; the work is done.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(notices.not_shown(error.strerror or str(error)), file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print(notices.interrupted(), file=sys.stderr)
        return FAILED
    return status


if __name__ == "__main__":
    sys.exit(main())
