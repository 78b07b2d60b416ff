"""What everybody may read of a request: the form begins with what stands now, so that an answer is only added."""

from datetime import datetime
from typing import Any

from minqing.cases.records import CaseCard
from minqing.cases.releasing import queries as released
from minqing.kernel.errors import NotFound


def published(card: CaseCard, key: str, *, at: datetime) -> dict[str, Any]:
    """Begin a release with the words and the answer that are public now; with nothing where none are."""
    if key != "release":
        return {}
    try:
        now = released.released(card.number, at=at)
    except NotFound:
        return {}
    return {"words": now.words, "answer": now.answer}
