"""One factory: a verb's table of fields becomes a Django form. No form is written twice."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import Refused
from minqing.kernel.secrecy import SecretMark, has_secret_mark
from minqing.kernel.times import SHANGHAI
from minqing.kernel.verbs import Field, Verb

from .choices import matter_choices, organisation_choices

Demands = Sequence[tuple[str, str]]
FEW = 6


def unmarked(text: str) -> None:
    """Refuse in its field what carries the mark of a secret paper; verbs without a door of their own for words too."""
    if has_secret_mark(text):
        raise forms.ValidationError(str(SecretMark.default))


class LinesField(forms.CharField):
    """A list of short texts, one a line."""

    widget = forms.Textarea

    def clean(self, value: Any) -> Any:
        """Return the lines without blanks; an empty box is an empty list."""
        text = super().clean(value) or ""
        return [line.strip() for line in text.splitlines() if line.strip()]


class OfficeMoment(forms.DateTimeField):
    """A day and time as the office's clock shows it."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    input_formats = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")

    def clean(self, value: Any) -> Any:
        """Read the wall time in Shanghai, whatever the server's own zone."""
        moment = super().clean(value)
        return moment.replace(tzinfo=SHANGHAI) if moment else None


class VerbForm(forms.Form):
    """The form of one verb; ``arguments()`` gives what the verb takes."""

    of_verb: Verb
    asked_demands: Demands = ()
    left_out: tuple[str, ...] = ()
    warned: bool = False
    """Whether the form comes back with a warning that the next press passes over."""
    doubts: tuple[Any, ...] = ()
    """What the refused attempt raised doubts about, each with its sentence; see ``AnswerDoubted``."""

    def arguments(self) -> dict[str, Any]:
        """Return the cleaned values by the verb's own names, answers gathered by demand."""
        values: dict[str, Any] = {}
        for field in self.of_verb.fields:
            if field.name in self.left_out:
                continue
            if field.kind == "answers":
                values[field.name] = {key: self.cleaned_data[f"answer_{key}"] for key, _text in self.asked_demands}
            else:
                values[field.name] = self.cleaned_data[field.name]
        return values

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal at the field that caused it, or at the top; doubts stand above the form."""
        self.doubts = getattr(refusal, "doubts", ())
        if self.doubts:
            self.add_error(None, str(LOOK_AGAIN))
            return
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


def form_for(
    verb: Verb,
    data: Any = None,
    *,
    demands: Demands = (),
    initial: dict[str, Any] | None = None,
    without: tuple[str, ...] = (),
) -> VerbForm:
    """
    Build the form of a verb.

    :param data: the posted values, or None for an empty form.
    :param demands: the case's demands as (id, text), for verbs that answer each.
    :param without: fields that are known already and not asked for.
    :return: an unbound or bound form whose ``arguments()`` fit ``verb.run``.
    """
    fields: dict[str, forms.Field] = {}
    for field in verb.fields:
        if field.name in without:
            continue
        if field.kind == "answers":
            fields |= {f"answer_{key}": _answer(text) for key, text in demands}
        else:
            fields[field.name] = field_for(field)
    about = {"of_verb": verb, "asked_demands": tuple(demands), "left_out": without}
    made = type("VerbForm", (VerbForm,), {**fields, **about})
    return made(data, initial=initial, prefix=None)


def field_for(field: Field) -> forms.Field:
    """
    Translate one line of the table into a form field.

    :raises KeyError: if the kind is unknown.
    """
    made = MAKERS[field.kind](field)
    made.label, made.help_text, made.required = field.label, help_of(field), field.required and field.kind != "bool"
    if field.initial is not None:
        made.initial = field.initial
    return made


def help_of(field: Field) -> Any:
    """Return the field's help; a list of units to tick needs no word about how to type them."""
    return "" if field.name.endswith("_paths") else field.help


def _answer(demand: str) -> forms.Field:
    return forms.CharField(
        label=demand,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": UNANSWERED},
        validators=[unmarked],
    )


def _choice(options: Sequence[tuple[str, Any]], *, required: bool) -> forms.ChoiceField:
    if len(options) <= FEW:
        return forms.ChoiceField(choices=list(options), widget=forms.RadioSelect)
    blank = [("", _("Choose"))] if required else [("", "—")]
    return forms.ChoiceField(choices=[*blank, *options])


def _matter(field: Field) -> forms.Field:
    choices = [("", _("Choose") if field.required else "—"), *matter_choices()]
    return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None)


def _organisation(field: Field) -> forms.Field:
    return forms.ChoiceField(choices=[("", _("Choose") if field.required else "—"), *organisation_choices()])


def _lines(field: Field) -> forms.Field:
    if field.name.endswith("_paths"):
        return forms.MultipleChoiceField(choices=organisation_choices(), widget=forms.CheckboxSelectMultiple)
    return LinesField(max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}), validators=[unmarked])


def _options(field: Field) -> forms.Field:
    return _choice([(str(value), title) for value, title in field.options()], required=field.required)


def _text(field: Field) -> forms.Field:
    return forms.CharField(max_length=field.max_length or 200, validators=[unmarked])


def _longtext(field: Field) -> forms.Field:
    box = forms.Textarea(attrs={"rows": 5})
    return forms.CharField(max_length=field.max_length or 10_000, widget=box, validators=[unmarked])


LOOK_AGAIN = _("Please look at this once more. Nothing has been sent, nothing is lost.")
UNANSWERED = _("This demand has no answer yet.")
MAKERS = {
    "text": _text,
    "number": _text,
    "longtext": _longtext,
    "choice": _options,
    "choices": lambda field: forms.MultipleChoiceField(
        choices=list(field.options()), widget=forms.CheckboxSelectMultiple
    ),
    "date": lambda field: forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")),
    "datetime": lambda field: OfficeMoment(),
    "int": lambda field: forms.IntegerField(min_value=field.min_value, max_value=field.max_value),
    "bool": lambda field: forms.BooleanField(),
    "lines": _lines,
    "matter": _matter,
    "organisation": _organisation,
}
