"""The one way by which the office's pages come by a request's words: opened, and so recorded, before it is drawn."""

from datetime import datetime

from minqing.cases import queries, service
from minqing.cases.records import CaseCard
from minqing.kernel.access import Actor


def opened(number: str, *, actor: Actor, at: datetime) -> CaseCard:
    """
    Open a request and return what its page shows. The resident sees that this post read it, and when.

    :raises CaseNotFound: if it is absent or out of reach; nothing is recorded then.
    :source: decision 16; G4.
    """
    service.open_case(number=number, actor=actor, at=at)
    return queries.case_card(number, actor=actor, at=at)
