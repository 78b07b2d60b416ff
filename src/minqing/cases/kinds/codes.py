"""The kinds of a request. A number never changes its meaning and is never used again."""

from enum import IntEnum

from django.utils.translation import pgettext_lazy

from minqing.cases.codes import TITLES


class RequestKind(IntEnum):
    """What a resident wants of the office."""

    QUESTION = 1
    HELP = 2
    COMPLAINT = 3
    SUGGESTION = 4
    REPORT = 5
    PRAISE = 6


TITLES[RequestKind] = {
    RequestKind.QUESTION: pgettext_lazy("kind of request", "Question"),
    RequestKind.HELP: pgettext_lazy("kind of request", "Call for help"),
    RequestKind.COMPLAINT: pgettext_lazy("kind of request", "Complaint"),
    RequestKind.SUGGESTION: pgettext_lazy("kind of request", "Proposal"),
    RequestKind.REPORT: pgettext_lazy("kind of request", "Report of a wrong"),
    RequestKind.PRAISE: pgettext_lazy("kind of request", "Praise"),
}
