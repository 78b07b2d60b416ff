"""What the invented county releases to the public, so that notice boards and Open311 have something to show."""

from contextlib import suppress
from datetime import datetime
from typing import Final

from minqing.cases import queries as cases
from minqing.cases.records import DeskFilters
from minqing.cases.releasing import service as releasing
from minqing.kernel.errors import Refused

from .staff import Staff

EACH: Final = 20
WORDS: Final = ("有群众反映{matter}，正在核实。", "反映{matter}，已转有关单位办理。", "多处提到{matter}，正在排查。")
ANSWER: Final = "已到现场处理，情况已当面说明。再遇到同样的问题，可以扫码或者打电话反映。"


def release_some(*, staff: Staff, now: datetime) -> int:
    """
    Release some of the newest requests, open and closed, as an overseer would.

    :return: how many; requests of which nothing may be told are passed over.
    """
    actor = staff.actor(staff.chairs["overseer"][0])
    done = 0
    for state, answer in (("open", ""), ("left", ANSWER)):
        found = cases.desk(actor, queue="all", filters=DeskFilters(state=state), at=now).items
        for line in found[:EACH]:
            words = WORDS[done % len(WORDS)].format(matter=line.matter or "一件事")
            with suppress(Refused):
                releasing.release(number=line.number, actor=actor, at=now, words=words, answer=answer)
                done += 1
    return done
