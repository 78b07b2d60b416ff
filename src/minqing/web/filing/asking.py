"""The extra questions of a matter as fields of a form."""

from collections.abc import Mapping
from typing import Any

from django import forms

from minqing.cases.queries import evidence_of, questions_of
from minqing.cases.records import Evidence, MatterQuestion
from minqing.web.verbforms import FEW, OfficeMoment

__all__ = ["answers_in", "asked_by", "brought_for", "field_of", "more_form"]

LONGEST_NUMBER = 5


def asked_by(matter: str) -> tuple[MatterQuestion, ...]:
    """Return the extra questions of the matter that a form names; none where it names none."""
    return questions_of(int(matter)) if matter.isdecimal() and len(matter) <= LONGEST_NUMBER else ()


def brought_for(matter: str) -> Evidence | None:
    """Return the evidence that the matter asks for which a form names; None for none."""
    return evidence_of(int(matter)) if matter.isdecimal() and len(matter) <= LONGEST_NUMBER else None


def more_form(matter: str) -> forms.Form:
    """Make an empty form of a matter's extra questions alone, as a fragment of the form for filing."""
    questions = asked_by(matter)
    fields: dict[str, Any] = {question.field: field_of(question) for question in questions}
    fields["asked"] = forms.CharField(widget=forms.HiddenInput, required=False)
    made = type("More", (forms.Form,), fields)(initial={"asked": matter if questions else ""})
    made.evidence = brought_for(matter)
    made.more = [made[question.field] for question in questions]
    return made


def field_of(question: MatterQuestion) -> forms.Field:
    """Make the field of one question. Whether its answer fits, the request door says."""
    made = _MAKERS[question.datatype](question)
    made.label, made.help_text, made.required = question.label, question.help, question.required
    return made


def answers_in(values: Mapping[str, Any], questions: tuple[MatterQuestion, ...]) -> dict[str, Any]:
    """Gather what was answered, by question code, from the cleaned values of a form."""
    found = {question.code: values.get(question.field) for question in questions}
    return {code: value.isoformat() if hasattr(value, "isoformat") else value for code, value in found.items() if value}


def _one(question: MatterQuestion) -> forms.Field:
    if len(question.choices) <= FEW and question.required:
        return forms.ChoiceField(choices=list(question.choices), widget=forms.RadioSelect)
    return forms.ChoiceField(choices=[("", "—"), *question.choices])


_MAKERS: dict[str, Any] = {
    "string": lambda question: forms.CharField(max_length=200),
    "text": lambda question: forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3})),
    "number": lambda question: forms.CharField(max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"})),
    "datetime": lambda question: OfficeMoment(),
    "singlevaluelist": _one,
    "multivaluelist": lambda question: forms.MultipleChoiceField(
        choices=list(question.choices), widget=forms.CheckboxSelectMultiple
    ),
}
