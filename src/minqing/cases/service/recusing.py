"""What becomes of a request when a post is taken off it, or let back: said in the directory, kept in its history."""

from datetime import datetime

from minqing.cases.access import get_case_of
from minqing.cases.steps import Act
from minqing.kernel.access import Actor
from minqing.kernel.ref import Ref
from minqing.ledger.service import record_once, recorded

__all__ = ["note_recusal"]

SOURCE = "reaction:cases.note_recusal"


@recorded
def note_recusal(*, subject: Ref, post: Ref, label: str, ended: bool, fact_id: str, actor: Actor, at: datetime) -> None:
    """
    Write into a request's history that a post was taken off it or let back; the one taken off holds it no longer.

    :param label: the post in words.
    :param fact_id: the directory's fact; the same one again changes nothing.
    """
    case = get_case_of(subject, lock=True)
    act = Act(case, actor, at)
    fact, is_new = record_once(
        SOURCE,
        fact_id,
        "case.readmitted" if ended else "case.recused",
        subject=case.ref,
        actor=actor.ref,
        at=at,
        org_path=case.unit_path,
        place_path=case.place_path,
        data={"matter": case.matter},
    )
    if not is_new:
        return
    act.tell(fact, words=label, audience="office")
    if not ended and case.holder == str(post):
        case.holder = case.holder_label = ""
        case.save(update_fields=["holder", "holder_label"])
