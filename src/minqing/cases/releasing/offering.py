"""When the buttons of releasing stand on the page of a request."""

from minqing.cases.models import Case

from .wording import UNSPOKEN

RELEASING = frozenset({"release", "withdraw_release"})


def may_be_offered(case: Case, key: str) -> bool:
    """Tell whether a request may be released at all, or has a release to be taken back; the verb looks again."""
    if key == "release":
        return not case.has_barred and case.danger not in UNSPOKEN
    return case.releases.filter(withdrawn_at__isnull=True).exists()
