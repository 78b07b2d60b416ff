"""What comes in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Filing:
    """
    What a resident, or somebody for her, sends in.

    :param words: the request as she says it, up to 10,000 characters; masked before any office reads it.
    :param where_words: where exactly, in words.
    :param place_path: the village, grid cell, building or household of the card.
    :param channel: ``qr``, ``counter``, ``phone``, ``grid``, ``api``, ``web`` or ``import``.
    :param extra_spans: (start, end) in ``words`` that she masked besides.
    :param submission_token: made by the form; the same token gives the same request and receipt.
    :param child: where it is about a child under 14, who speaks for it: ``guardian``, ``adult`` or ``alone``; then name
        and phone are the grown-up's, and more is masked.
    :param answers: what is said to the matter's extra questions: question code → value, or a list of keys where several
        may be chosen; see ``queries.questions_of``. Masked like the words.
    :param about_org_path: the unit she complains about; it is neither given the request nor able to open it.
    :param kind: which kind a clerk says it is (``kinds.codes.RequestKind``); taken where a clerk files, never asked of
        a resident.
    :param function: at a township's counter, which of its three functions: ``service``, ``approval``, ``management``.
    :param reply_by: the channel by which she is answered where she left no phone, ``email``; ``reply_to`` is where.
    """

    words: str
    where_words: str
    place_path: str
    channel: str
    submission_token: str
    name: str = ""
    phone: str = ""
    may_call: bool = False
    extra_spans: tuple[tuple[int, int], ...] = ()
    photos: tuple[bytes, ...] = ()
    matter_number: int | None = None
    on_behalf: bool = False
    about_org_path: str = ""
    child: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    reply_by: str = ""
    reply_to: str = ""
    kind: str = ""
    function: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """
    What the handling unit would read: ``words`` and ``where`` are ``vault.masking.Masked`` (text, spans).

    ``danger`` is None or says which danger the words name and whom to call.
    """

    words: Any
    where: Any
    danger: Any


@dataclass(frozen=True, slots=True)
class Registered:
    """
    A request that was taken in. ``danger`` is None or says which danger and whom to call (vault.danger).

    ``place_name``: the place as an office reads it: no door, nor a lane of a few doors.
    ``again``: it was taken in before, under the same token. ``changed``: what came now says something else, and none
    of it was taken.
    """

    case_id: str
    number: str
    receipt: str
    danger: Any
    place_name: str
    promised_at: datetime
    provisional: bool
    again: bool = False
    changed: bool = False
