"""The operator's one command line: ``python -m minqing COMMAND``; ``--help`` lists the commands."""

import os
import sys


def main() -> int:
    """Set up Django with production settings unless told otherwise, then run the command."""
    os.umask(0o077)  # what it writes, and what the programs it starts write, is its owner's alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minqing.conf.settings.production")
    from minqing.ops.command_line import run_command

    return run_command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
