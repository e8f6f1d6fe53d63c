"""Run `python -m simulator` as `manage.py simulate` runs, without Django."""

import sys

from simulator.cli import main

sys.exit(main(sys.argv[1:], prog="python -m simulator"))
