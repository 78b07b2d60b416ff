"""What the garbage collector of a long-lived process need not look at."""

import gc

__all__ = ["keep_what_is_loaded"]


def keep_what_is_loaded() -> None:
    """
    Take everything that is loaded out of the collector's rounds, once a process has got ready.

    Modules, models and catalogues stay until the process ends. A full round over them takes 60 ms, and a page that
    makes many small objects starts one every fourth time: the slowest of twenty league tables took three times the
    median.
    """
    gc.collect()
    gc.freeze()
