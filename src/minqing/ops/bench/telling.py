"""What the page of measurements says of each table."""

from collections.abc import Iterable, Sequence
from typing import Any

from . import report
from .plans import Findings


def sections(found: Findings) -> list[tuple[str, str, str]]:
    """Return a title, an explanation and a table of each part that was measured."""
    filing_head = ("database", "side", "requests/s", "÷ bare", "p50 ms", "p95 ms", "server CPU ms", "failures")
    reading_head = ("database", "requests", "page", "p50 ms", "p95 ms", "÷ at the first size", "queries", "bytes")
    cloning_head = ("database", "requests", "of which open", "facts", "cloning s", "ledger", "verifying s")
    killing_head = ("database", "kills", "acknowledged", "found", "owed / done / dead", "messages / doubled", "ledger")
    importing_head = (
        "database", "lines", "reading, lines/s", "checking", "taking in", "sent again", "taken",
        "open there", "MB at most",
    )  # fmt: skip
    parts = [
        ("Filing a request", _FILING, filing_head, found.filing),
        ("Reading at the desk", _READING, reading_head, found.reading),
        ("What was read", _CLONING, cloning_head, found.cloning),
        ("Killed under load", _KILLING, killing_head, found.killing),
        ("A list of another hotline", _IMPORTING, importing_head, found.importing),
        ("What a phone loads", _WEIGHING, ("page", "page bytes", "style and script bytes", "whole"), found.weighing),
    ]
    return _tables(parts)


def figures(found: Findings) -> list[tuple[str, str, str]]:
    """Return the same of the figures; they have a page of their own, for they are run apart."""
    figuring_head = ("database", "figures", "p50 ms", "p95 ms", "queries", "plain SQL over facts, ms", "÷ ours")
    loading_head = (
        "database", "facts", "cells", "loading s", "building s", "MB at most", "folded a second", "of a backfill",
    )  # fmt: skip
    searching_head = ("database", "requests", "reader and words", "p50 ms", "p95 ms", "queries", "MB of the index")
    crowding_head = (
        "database", "meanwhile", "screens/s", "p50 ms", "p95 ms", "÷ still", "failures", "facts, p95 of writing",
    )  # fmt: skip
    return _tables(
        [
            ("Reading", _FIGURING, figuring_head, found.figuring),
            ("Twenty leaders", _CROWDING, crowding_head, found.crowding),
            ("Searching", _SEARCHING, searching_head, found.searching),
            ("What was read from", _LOADING, loading_head, found.loading),
        ]
    )


def _tables(parts: Iterable[tuple[str, str, Sequence[str], Sequence[Sequence[Any]]]]) -> list[tuple[str, str, str]]:
    return [(title, words, report.table(head, rows)) for title, words, head, rows in parts if rows]


_FILING = (
    "Eight clients on the same machine; two server processes of four threads. The bare view inserts three rows in one "
    "transaction with the same durability. The rows of a filing alone are the statements that one filing of ours runs "
    "inside its transaction, run again without any code of ours: what lies below that is what may be saved. Ours "
    "masks, encrypts, promises, indexes, records and alarms."
)
_READING = (
    "An overseer whose reach is the whole county, and a clerk of one unit; through middleware, view and template of "
    "one process. The numbers beside the queues, otherwise kept ten seconds, are counted anew for each page. The "
    "archive is the list of what has left the office, newest first. A number's list holds the requests behind a number "
    "of the overseer's page over a year, of the county and of the unit that closed most, and the same for a system."
)
_CLONING = (
    "Requests made by the services, then copied in bulk under new keys, with history, parties, search index and every "
    "fact that the overseer's figures count. What has left lies over five years; what is open is copied only with the "
    "copies that lie in the present, one of ten, so that as many are open as in a county with so many requests a day. "
    "The ledger is verified once, at the last size."
)
_KILLING = (
    "Web server and worker killed with SIGKILL by turns while eight clients file. `found`: acknowledged receipts that "
    "are there afterwards. Deliveries owed, done, given up; messages written by the file channel and how many twice."
)
_FIGURING = (
    "Inside the application, with everything but the page: sixty kinds of fact, six hundred units below thirty towns, "
    "three years. Beside it the same numbers, or fewer, by one statement of plain SQL over the facts, best of three."
)
_CROWDING = (
    "Twenty leaders look at the one screen of the demo county every four seconds, over HTTP; two server processes of "
    "four threads, and the worker. First nothing comes in; then two hundred facts a second that the screen counts, ten "
    "in a transaction, recorded by the ledger's verb and folded by the worker."
)
_SEARCHING = (
    "One search among copies of the demo's requests, whose words in the index are invented from a dictionary: every "
    "group of the page, through middleware, view and template of one process."
)
_LOADING = (
    "Invented facts from a seed, loaded in bulk without their seals behind those of the demo county. Building adds "
    "everything up at once, in a process of its own; memory is what it held at most. Then a hundred thousand facts of "
    "the last month are folded as the worker folds what comes in, and as many of three years, as of a backfill."
)
_IMPORTING = (
    "A GB18030 table with a head of two rows, nine lines in ten ended there, over five hundred days: read into "
    "encrypted packs, checked whole, taken in a hundred lines a transaction, then handed in and passed over once more. "
    "In one process, the worker's two seconds at a time; memory is what the process held at most."
)
_WEIGHING = "Compressed bytes of a first visit, with everything the page loads."
