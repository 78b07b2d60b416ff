"""What other systems have to do with a request: it was sent to one, and one says how it stands there."""

from datetime import datetime

from minqing.cases.access import get_case_of
from minqing.cases.codes import There
from minqing.cases.steps import Act
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.ref import Ref
from minqing.kernel.secrecy import has_secret_mark
from minqing.kernel.times import aware
from minqing.ledger.service import recorded
from minqing.vault.masking import mask

__all__ = ["note_partner_status", "note_sent_to_partner"]

MOST = 1000


@recorded
def note_sent_to_partner(*, case_id: str, remote_id: str, actor: Actor, at: datetime) -> str:
    """
    Note that what everybody may read of a request was sent to another system.

    :param remote_id: what the request is called there.
    :param actor: that system.
    :return: the case number.
    :raises CaseNotFound: if there is no such request.
    """
    case = get_case_of(Ref("case", case_id), lock=True)
    act = Act(case, actor, aware(at))
    act.tell(act.fact("case.sent_to_partner"), words=clean(remote_id, field="remote_id", most=80), audience="office")
    return case.number


@recorded
def note_partner_status(*, case_id: str, is_open: bool, words: str, actor: Actor, at: datetime) -> str:
    """
    Note how a request stands with another system. Nothing here moves by it: a person reads it and decides.

    :param words: what that system says of it; masked, and left out where they carry the mark of secret papers.
    :param actor: that system.
    :return: the case number.
    :raises CaseNotFound: if there is no such request.
    """
    case = get_case_of(Ref("case", case_id), lock=True)
    act = Act(case, actor, aware(at))
    there = There.OPEN if is_open else There.CLOSED
    said = "" if has_secret_mark(words) else mask(clean(words[:MOST], field="words", needed=False)).text
    act.tell(act.fact("case.partner_told", there=there), words=said, code=there.name.lower(), audience="office")
    return case.number
