"""A worker that the deployment forgot: it runs another engine version than the rest."""

import sys

import simulator
from simulator import version

version.ENGINE_VERSION = simulator.ENGINE_VERSION = "0.0.1"

from knightreplay.celery import app  # noqa: E402 -- the version comes first

if __name__ == "__main__":
    app.worker_main(sys.argv[1:])
