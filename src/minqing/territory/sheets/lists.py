"""The office's list for the round: which card, by its number, hangs at which door. Not for posting."""

from datetime import datetime

from minqing.kernel.access import Actor
from minqing.kernel.times import day_of
from minqing.territory import queries
from minqing.territory.states import REVOKED

from .press import print_pdf


def posting_list_pdf(village_path: str, at: datetime, *, actor: Actor) -> bytes:
    """
    Print which card of a village belongs where, with a box to tick.

    :raises NotFound: if the village is absent or out of the actor's reach.
    """
    village = queries.place(village_path)
    lines, cursor = [], None
    while True:
        page = queries.card_lines(village_path, actor=actor, cursor=cursor, size=200)
        lines += [line for line in page.items if line.state != REVOKED]
        cursor = page.next
        if cursor is None:
            break
    rows = [[str(x.serial), x.written, x.label if x.is_household else "", "✓" if x.posted_at else ""] for x in lines]
    data = {"village": village.full_name, "printed": day_of(at).strftime("%Y-%m-%d"), "rows": rows}
    return print_pdf("list.typ", data, at=at)
