"""
The small numbers behind the words that figures count by.

A number never changes its meaning and is never used again: facts carry it for ever.
"""

from enum import IntEnum
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

C = TypeVar("C", bound=IntEnum)


class Channel(IntEnum):
    """How a request came in."""

    QR = 1
    COUNTER = 2
    PHONE = 3
    GRID = 4
    API = 5
    WEB = 6
    MAIL = 7
    SMS = 8
    WECHAT = 9
    OPEN311 = 10
    IMPORT = 11
    SENSOR = 12


class DangerKind(IntEnum):
    """Which danger to life the words name."""

    NONE = 0
    GAS = 1
    FIRE = 2
    COLLAPSE = 3
    SUICIDE = 4
    CHILD = 5
    VIOLENCE = 6
    MEDICAL = 7


class Stage(IntEnum):
    """What a request is waiting for; each stage has its own clock and its own holder."""

    ACCEPT = 1
    DISPATCH = 2
    ACKNOWLEDGE = 3
    HANDLE = 4
    VERIFY = 5
    CLOSE = 6


class Outcome(IntEnum):
    """How a request was closed. None of them says "solved": only the resident does."""

    HANDLED = 1
    EXPLAINED = 2
    NOT_NOW = 3
    NOT_WITHIN_DUTY = 4
    PARTLY = 5
    UNREASONABLE = 6


class Decline(IntEnum):
    """The six lawful reasons not to dispatch a request."""

    EMERGENCY = 1
    LEGAL_CHANNEL = 2
    SAME_MATTER = 3
    SECRET_OR_PRIVATE = 4
    OUTSIDE_DUTIES = 5
    ILLEGAL = 6


class ReturnReason(IntEnum):
    """Why a unit says that a request is not its own."""

    OTHER_UNIT = 1
    OTHER_PLACE = 2
    OFF_DUTY_LIST = 3
    UNCLEAR = 4


class Pause(IntEnum):
    """Why a clock stands still."""

    QUESTION = 1
    WEATHER = 2
    PARTS = 3
    PROCEDURE = 4
    RESIDENT_AWAY = 5


class Means(IntEnum):
    """How a resident was contacted."""

    PHONE = 1
    VISIT = 2
    MESSAGE = 3
    COUNTER = 4


class Check(IntEnum):
    """What the verifier found."""

    DONE = 1
    PARTLY = 2
    NOT_REACHED = 3


class Solved(IntEnum):
    """What the resident says of the matter."""

    YES = 1
    PARTLY = 2
    NO = 3


class By(IntEnum):
    """On whose word a request was withdrawn or reopened."""

    RESIDENT = 1
    OFFICE = 2


class Chosen(IntEnum):
    """Where the lead unit of a dispatch came from."""

    SUGGESTED = 1
    OTHER = 2
    RULING = 3


class Promise(IntEnum):
    """Why a promised moment moved."""

    SETTLED = 1
    EXTENDED = 2
    PAUSED = 3
    REOPENED = 4
    LONGER_RULE = 5
    NEW_DAY = 6


class Reminder(IntEnum):
    """How loudly the clock spoke."""

    YELLOW = 1
    RED = 2
    ESCALATED = 3
    STANDING = 4


class Lifted(IntEnum):
    """Why an overdue request is no longer overdue at its unit though it is still open."""

    EXTENDED = 1
    MOVED = 2


class There(IntEnum):
    """How a request stands with another system that has it too."""

    OPEN = 1
    CLOSED = 2


TITLES: dict[type[IntEnum], dict[int, Any]] = {
    Channel: {
        Channel.QR: _("Door code"),
        Channel.COUNTER: _("Counter"),
        Channel.PHONE: _("Hotline"),
        Channel.GRID: _("Grid worker"),
        Channel.API: _("Another system"),
        Channel.WEB: _("County page"),
        Channel.MAIL: _("E-mail"),
        Channel.SMS: _("Text message"),
        Channel.WECHAT: _("WeChat"),
        Channel.OPEN311: _("Open311"),
        Channel.IMPORT: _("List of another hotline"),
        Channel.SENSOR: _("Sensor"),
    },
    DangerKind: {
        DangerKind.NONE: _("No danger named"),
        DangerKind.GAS: _("Gas"),
        DangerKind.FIRE: _("Fire"),
        DangerKind.COLLAPSE: _("Collapse or water"),
        DangerKind.SUICIDE: _("Danger of suicide"),
        DangerKind.CHILD: _("A child in danger"),
        DangerKind.VIOLENCE: _("Violence"),
        DangerKind.MEDICAL: _("Somebody ill or hurt"),
    },
    Stage: {
        Stage.ACCEPT: _("To be accepted"),
        Stage.DISPATCH: _("To be dispatched"),
        Stage.ACKNOWLEDGE: _("To be acknowledged"),
        Stage.HANDLE: _("Being handled"),
        Stage.VERIFY: _("To be verified"),
        Stage.CLOSE: _("To be closed"),
    },
    Outcome: {
        Outcome.HANDLED: _("Handled"),
        Outcome.EXPLAINED: _("Explained"),
        Outcome.NOT_NOW: _("Not now, with a date"),
        Outcome.NOT_WITHIN_DUTY: _("Not within public duty"),
        Outcome.PARTLY: _("Partly handled"),
        Outcome.UNREASONABLE: _("Not a reasonable demand"),
    },
    Decline: {
        Decline.EMERGENCY: _("An emergency service deals with it"),
        Decline.LEGAL_CHANNEL: _("A lawful procedure deals with it"),
        Decline.SAME_MATTER: _("The same matter is already in hand"),
        Decline.SECRET_OR_PRIVATE: _("It touches secrets or another person's private life"),
        Decline.OUTSIDE_DUTIES: _("No public office has this duty"),
        Decline.ILLEGAL: _("What is asked for is against the law"),
    },
    ReturnReason: {
        ReturnReason.OTHER_UNIT: _("Another unit's duty"),
        ReturnReason.OTHER_PLACE: _("Another place"),
        ReturnReason.OFF_DUTY_LIST: _("Not on our list of duties"),
        ReturnReason.UNCLEAR: _("Cannot be found from these words"),
    },
    Pause: {
        Pause.QUESTION: _("Waiting for the resident's answer"),
        Pause.WEATHER: _("Weather"),
        Pause.PARTS: _("Waiting for parts or materials"),
        Pause.PROCEDURE: _("A lawful procedure must end first"),
        Pause.RESIDENT_AWAY: _("The resident asked to wait"),
    },
    Means: {
        Means.PHONE: _("By phone"),
        Means.VISIT: _("Visit"),
        Means.MESSAGE: _("Message"),
        Means.COUNTER: _("At the counter"),
    },
    Check: {
        Check.DONE: _("Done as answered"),
        Check.PARTLY: _("Partly done"),
        Check.NOT_REACHED: _("Resident not reached"),
    },
    Solved: {Solved.YES: _("Solved"), Solved.PARTLY: _("Partly solved"), Solved.NO: _("Not solved")},
    By: {By.RESIDENT: _("The resident"), By.OFFICE: _("The office")},
    Chosen: {
        Chosen.SUGGESTED: _("As the routing table suggests"),
        Chosen.OTHER: _("Chosen by hand"),
        Chosen.RULING: _("Decided by the overseer"),
    },
    Promise: {
        Promise.SETTLED: _("The public holidays are now known"),
        Promise.EXTENDED: _("An extension was approved"),
        Promise.PAUSED: _("The clock stood still"),
        Promise.REOPENED: _("The request was reopened"),
        Promise.LONGER_RULE: _("A longer limit applies by law"),
        Promise.NEW_DAY: _("It was late, and a new day was given"),
    },
    Reminder: {
        Reminder.YELLOW: _("Due soon"),
        Reminder.RED: _("Overdue"),
        Reminder.ESCALATED: _("Overdue, head informed"),
        Reminder.STANDING: _("Standing still"),
    },
    There: {There.OPEN: _("Open there"), There.CLOSED: _("Closed there")},
    Lifted: {Lifted.EXTENDED: _("Extended"), Lifted.MOVED: _("Moved to another unit")},
}


def title(value: IntEnum) -> Any:
    """Return the word for a code, translated when shown."""
    return TITLES[type(value)][value]


def choices(kind: type[IntEnum]) -> list[tuple[str, Any]]:
    """Return a code list as (value, title) pairs for a form; the value is the lower-case English word."""
    return [(member.name.lower(), TITLES[kind][member]) for member in kind]


def read(kind: type[C], word: str | int) -> C:
    """
    Read a code from the word a form or a client sent.

    :raises KeyError: if the word names none.
    """
    return kind(word) if isinstance(word, int) else kind[word.upper()]


class Duty(IntEnum):
    """What an office is in charge of, for a place and all below it."""

    INTAKE = 1
    VERIFY = 2
    OVERSEE = 3
    PRESSURE = 4


TITLES[Duty] = {
    Duty.INTAKE: _("Intake"),
    Duty.VERIFY: _("Verifying"),
    Duty.OVERSEE: _("Oversight"),
    Duty.PRESSURE: _("Reports of pressure"),
}
