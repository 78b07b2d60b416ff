"""Whether a matter asks for a voucher that is not there: what the matter's own row says, once it says it."""

from collections.abc import Callable

from minqing.cases.models import Case

Missing = Callable[[Case], str]
_asked: list[Missing] = []


def asks_for_voucher(missing: Missing) -> Missing:
    """Let a part of the house say for a request which voucher its matter asks for and has not got; empty for none."""
    _asked.append(missing)
    return missing


def voucher_missing(case: Case) -> str:
    """Return in words the voucher that is missing; empty where none is asked for."""
    return next((words for one in _asked if (words := one(case))), "")
