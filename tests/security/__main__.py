"""The fuzz in its long form, in a database of its own.

    python -m tests.security --parsed 1000000 --messages 100000

So many messages to the parsers, in process, then so many through sockets: some drawn, the
others made of them (tests/security/parser_fuzz.py).
"""

import argparse
import asyncio
import os
from collections.abc import Iterable, Iterator
from itertools import islice

import django

BATCH = 500  # messages to one run


def main(parsed: int, messages: int, seed: int) -> None:
    from django.core.management import call_command
    from django.test.utils import setup_databases, setup_test_environment

    from tests.security import fuzz, parser_fuzz

    told = parser_fuzz.storm(parsed, seed)
    print(f"parsers: {parsed} messages, {dict(told)}", flush=True)  # noqa: T201
    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    fuzz.unlimited()
    sent = acks = errors = 0
    drawn = parser_fuzz.messages(2 * messages, seed, [parser_fuzz.RUNS])
    sending = islice(_of_a_host(drawn), messages)
    while batch := list(islice(sending, BATCH)):
        one = asyncio.run(fuzz.storm([*batch]))
        sent, acks, errors = sent + one.sent, acks + one.acks, errors + one.errors
        if sent % (20 * BATCH) == 0:
            call_command("flush", interactive=False, verbosity=0)
    print(f"sockets: {sent} messages, {acks} acks, {errors} errors: nothing leaked")  # noqa: T201


def _of_a_host(messages: Iterable[str]) -> Iterator[str]:
    """Without those by which a host says to be somebody else, and is sent away."""
    return (m for m in messages if "seat_key" not in m and "projector" not in m)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parsed", type=int, default=1_000_000)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=29)
    main(**vars(parser.parse_args()))
