"""What follows at a request from facts below. Each reaction may come twice and then does nothing."""

from datetime import datetime

from minqing.cases.merging.codes import Led
from minqing.directory.queries import post_label
from minqing.kernel.access import system_actor
from minqing.kernel.errors import NotFound
from minqing.kernel.ref import Ref
from minqing.ledger.deliveries import delivers
from minqing.ledger.records import FactView

from .service.going_along import go_along
from .service.recusing import note_recusal


@delivers("recusal.declared", "recusal.ended", name="cases.note_recusal")
def note_recusals(fact: FactView, at: datetime) -> None:
    """Let a request's history say that a post was taken off it or let back, and let go of it who is off."""
    if fact.subject.kind != "case":
        return
    post = Ref.parse(str(fact.data["post"]))
    try:
        note_recusal(
            subject=fact.subject,
            post=post,
            label=post_label(post),
            ended=fact.kind == "recusal.ended",
            fact_id=str(fact.id),
            actor=system_actor("reactions"),
            at=at,
        )
    except NotFound:  # a client may name a request that never was; the recusal stands all the same
        return


@delivers("case.led", name="cases.go_along")
def go_along_with(fact: FactView, at: datetime) -> None:
    """Do to merged requests what was done to the one they go with."""
    step, found = Led(int(fact.data["step"])), int(fact.data["found"])
    go_along(subject=fact.subject, step=step, found=found, actor=system_actor("reactions"), at=at)
