"""
Extra questions of a matter, and what a filing answers to them.

Answers are checked while filing and kept beside the request, masked like its words. What masking covered goes to the
vault with the words themselves.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.cases.models import CaseAnswer
from minqing.cases.records import LISTS, AnswerView, Evidence
from minqing.cases.records import MatterQuestion as Question
from minqing.cases.words import clean
from minqing.kernel.errors import Refused
from minqing.kernel.rows import insert_rows, read_columns
from minqing.kernel.times import SHANGHAI
from minqing.vault.masking import mask

__all__ = [
    "Answer",
    "UnableToAnswer",
    "answers_of",
    "check_answers",
    "evidence_of",
    "keep_answers",
    "matters_that_ask",
    "questions_of",
    "said_before",
    "strike_answers",
    "typed_in",
    "with_covered",
]

MOST: Final = {"string": 200, "text": 2000, "number": 40, "datetime": 40}
ASKED = (
    'SELECT code, label, datatype, required, "order", choices, help FROM cases_matterquestion '
    'WHERE matter_id = %s AND NOT retired ORDER BY "order", code'
)
ASKING = "SELECT DISTINCT matter_id FROM cases_matterquestion WHERE NOT retired"
BRINGS = "SELECT evidence, evidence_why, evidence_needed FROM cases_matterterms WHERE matter_id = %s AND evidence <> ''"
KEPT = 'SELECT code, label, datatype, value, text FROM cases_caseanswer WHERE case_id = %s ORDER BY "order"'


class UnableToAnswer(Refused):
    """One answer is missing or does not fit its question; ``field`` is ``answer_`` with the question's code."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, checked: ``said`` as it came, ``text`` masked and as it is read."""

    question: Question
    value: str
    text: str
    said: str

    @property
    def is_covered(self) -> bool:
        """Whether masking hid something in it."""
        return self.text != self.said


def questions_of(matter_number: int | None) -> tuple[Question, ...]:
    """Return the extra questions of a matter, in order; none where it asks none, or no matter is named."""
    if not matter_number:
        return ()
    return tuple(
        Question(code, label, datatype, bool(required), order, choices_in(choices), help_)
        for code, label, datatype, required, order, choices, help_ in read_columns(ASKED, [matter_number])
    )


def matters_that_ask() -> frozenset[int]:
    """Return the numbers of the matters that ask something besides."""
    return frozenset(int(number) for (number,) in read_columns(ASKING, []))


def evidence_of(matter_number: int | None) -> Evidence | None:
    """Return the evidence that a matter asks for; None where it asks for none, or no matter is named."""
    found = read_columns(BRINGS, [matter_number]) if matter_number else []
    return Evidence(found[0][0], found[0][1], bool(found[0][2])) if found else None


def choices_in(lines: str) -> tuple[tuple[str, str], ...]:
    """Read the choices of a question: lines ``key=name``."""
    pairs = (line.partition("=") for line in lines.splitlines() if line.strip())
    return tuple((key.strip(), (name or key).strip()) for key, _sign, name in pairs)


def check_answers(
    matter: int, given: Mapping[str, Any], *, known: Iterable[str] = (), child: bool = False, demanding: bool = True
) -> tuple[Answer, ...]:
    """
    Check the answers of a filing against the questions of its matter, and mask them.

    :param given: question code → value; a list of keys where several may be chosen.
    :param known: name and number that came along; they are covered wherever they stand.
    :param demanding: whether a required question must be answered; not where nobody could be asked.
    :raises UnableToAnswer: if one is missing, unknown or does not fit.
    """
    questions = {question.code: question for question in questions_of(matter)}
    unknown = next((code for code in given if code not in questions), None)
    if unknown is not None:
        raise UnableToAnswer(_("This matter asks no such question."), field=f"answer_{str(unknown)[:40]}")
    found = []
    for code, question in questions.items():
        values = _values(question, given.get(code))
        if values:
            found.append(_read(question, values, tuple(known), child=child))
        elif question.required and demanding:
            words = _("Please answer: %(question)s")
            raise UnableToAnswer(words % {"question": question.label}, field=question.field)
    return tuple(found)


def _values(question: Question, given: Any) -> list[str]:
    several = given if isinstance(given, list | tuple) else [given]
    most = MOST.get(question.datatype, 80)
    cleaned = (clean(str(one), field=question.field, most=most, needed=False) for one in several if one is not None)
    return list(dict.fromkeys(one for one in cleaned if one))


def _read(question: Question, values: Sequence[str], known: tuple[str, ...], *, child: bool) -> Answer:
    if len(values) > 1 and question.datatype != "multivaluelist":
        raise UnableToAnswer(_("Only one answer is possible here."), field=question.field)
    if question.datatype in LISTS:
        names = dict(question.choices)
        if any(one not in names for one in values):
            raise UnableToAnswer(_("Please choose from the list."), field=question.field)
        text = "、".join(names[one] for one in values)
        return Answer(question, "\n".join(values), text, text)
    said = _READERS.get(question.datatype, _as_it_is)(question, values[0])
    covered = mask(said, known=known, child=child).text
    return Answer(question, covered, covered, said)


def _as_it_is(question: Question, text: str) -> str:
    return text


def _number(question: Question, text: str) -> str:
    try:
        number = Decimal(text.replace("，", "").replace(",", ""))
    except InvalidOperation as wrong:
        raise UnableToAnswer(_("Please give a number."), field=question.field) from wrong
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        raise UnableToAnswer(_("Please give a number."), field=question.field)
    return f"{number:f}"


def _moment(question: Question, text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise UnableToAnswer(
            _("Please give a day and time, for instance 2026-09-03 14:00."), field=question.field
        ) from wrong
    here = moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)
    return here.strftime("%Y-%m-%d %H:%M")


_READERS: Final = {"number": _number, "datetime": _moment}


def keep_answers(case_serial: int, answers: Sequence[Answer]) -> None:
    """Keep the answers of a new request: an inner step of filing."""
    insert_rows(
        *(
            CaseAnswer(
                case_id=case_serial,
                order=order,
                code=one.question.code,
                label=one.question.label,
                datatype=one.question.datatype,
                value=one.value,
                text=one.text,
            )
            for order, one in enumerate(answers, start=1)
        )
    )


def answers_of(case_serial: int) -> tuple[AnswerView, ...]:
    """Return what a request answers to extra questions, in their order."""
    return tuple(AnswerView(*row) for row in read_columns(KEPT, [case_serial]))


def with_covered(words: str, answers: Iterable[Answer]) -> str:
    """Return the words for the vault, with what masking covered in answers below them, so that nothing is lost."""
    covered = [f"{one.question.label}：{one.said}" for one in answers if one.is_covered]
    return "\n".join([words, *covered])


def strike_answers(case_serial: int, struck: Callable[[str], str]) -> None:
    """Cover more in the answers of a request, as in its words: an inner step of accepting."""
    for row in CaseAnswer.objects.filter(case_id=case_serial).exclude(datatype__in=LISTS):
        row.text = row.value = struck(row.text)
        row.save(update_fields=["text", "value"])


def said_before(case_serial: int, given: Mapping[str, Any]) -> bool:
    """Tell whether the same questions are answered as when the request came in; where masked, only that they are."""
    kept = {one.code: one for one in answers_of(case_serial)}
    sent = {code: value for code, value in given.items() if value}
    return set(sent) == set(kept) and all(_same(kept[code], value) for code, value in sent.items())


def _same(kept: AnswerView, value: Any) -> bool:
    several = value if isinstance(value, list | tuple) else [value]
    return kept.datatype not in LISTS or kept.value.splitlines() == [str(one).strip() for one in several if one]


def typed_in(answers: Iterable[Answer]) -> str:
    """Return what was typed in answers, for whoever looks for danger in words; what was chosen from a list is ours."""
    return "\n".join(one.said for one in answers if one.question.datatype not in LISTS)
