"""One form, one minute: her words, where, and how to reach her if she wants."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import choices
from minqing.cases.counter.codes import Function
from minqing.cases.counter.serving import has_functions
from minqing.cases.kinds.codes import RequestKind
from minqing.cases.queries import unit_complained_of
from minqing.cases.records import Filing
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.vault.codes import CHILD
from minqing.web.choices import matter_choices, organisation_choices

from .asking import answers_in, asked_by, brought_for, field_of
from .cards import place_of_card
from .reachable import Reachable

ASKS = {"hx-get": "/office/file/questions", "hx-target": "#file-questions", "hx-swap": "outerHTML"}
"""A matter that is chosen brings its extra questions."""
CHANNELS = (("counter", _("At the counter")), ("phone", _("On the phone")), ("grid", _("On my round")))


class File(forms.Form):
    """What a clerk types while somebody is speaking."""

    channel = forms.ChoiceField(label=_("How did it come"), choices=CHANNELS, widget=forms.RadioSelect)
    function = forms.ChoiceField(
        label=_("What she comes to the counter for"),
        choices=choices(Function),
        widget=forms.RadioSelect,
        required=False,
        initial="service",
    )
    words = forms.CharField(
        label=_("What she says, in her own words"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6, "autofocus": True}),
        help_text=_("Names, phones and door numbers are hidden from the handling unit by themselves."),
    )
    card = forms.CharField(
        label=_("Number on the door card"),
        required=False,
        max_length=20,
        help_text=_("With it the village need not be chosen."),
    )
    place = forms.CharField(label=_("Village or community"), required=False, max_length=120)
    where_words = forms.CharField(label=_("Where exactly"), max_length=300, required=False)
    phone = forms.CharField(
        label=_("Phone"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    name = forms.CharField(label=_("How to address her"), max_length=50, required=False)
    may_call = forms.BooleanField(label=_("She may be called about this"), required=False)
    child = forms.ChoiceField(
        label=_("If it is about a child under 14: who speaks"),
        required=False,
        choices=[("", _("It is not about a child")), *((key, title) for key, (_number, title) in CHILD.items())],
        help_text=_("Write the grown-up's name and phone, never the child's. A child alone may report as well."),
    )
    kind = forms.ChoiceField(
        label=_("Kind of request"),
        required=False,
        choices=[("", _("Leave it to the intake")), *choices(RequestKind)],
        help_text=_("Yours to say, not hers: do not ask her. Once said, only somebody else corrects it."),
    )
    matter_number = forms.ChoiceField(label=_("Matter"), required=False)
    about_org_path = forms.ChoiceField(
        label=_("It is about a unit, or somebody working there"),
        required=False,
        help_text=_("That unit, and all below it, then neither handles it nor sees it, and is not told."),
    )
    submission_token = forms.CharField(widget=forms.HiddenInput, max_length=64)
    asked = forms.CharField(widget=forms.HiddenInput, required=False, max_length=8)

    def __init__(self, *args: Any, places: Reachable, actor: Actor | None = None, **kwargs: Any) -> None:
        """
        Offer what this post may file.

        :param places: for which it may; where that is one, it is not asked.
        :param actor: whose form it is; only a township's counter is asked for its function.
        """
        super().__init__(*args, **kwargs)
        if actor is None or not has_functions(actor):
            del self.fields["function"]
        self.places = places
        self._ask_place()
        matter = self.fields["matter_number"]
        matter.choices = [("", _("Leave it to the intake")), *matter_choices()]  # type: ignore[attr-defined]
        matter.widget.attrs |= ASKS
        self._ask_more()
        units = [unit for unit in organisation_choices() if unit[0].count("/") > 1]
        self.fields["about_org_path"].choices = [("", _("It is about no unit")), *units]  # type: ignore[attr-defined]

    def _ask_more(self) -> None:
        """Put the extra questions of the matter that was chosen into the form; those shown before must be answered."""
        chosen = str(self.data.get("matter_number", "")) if self.is_bound else ""
        self.questions, self.evidence = asked_by(chosen), brought_for(chosen)
        self.shown_before = str(self.data.get("asked", "")) == chosen
        for question in self.questions:
            made = self.fields[question.field] = field_of(question)
            made.required = made.required and self.shown_before

    @property
    def more(self) -> list[forms.BoundField]:
        """The fields of the matter's extra questions, in order."""
        return [self[question.field] for question in self.questions]

    def asks_first(self) -> bool:
        """
        Tell whether the matter chosen asks something that this form did not show yet; from now on it does.

        Without scripts the questions come with the first press.
        """
        if not self.questions or self.shown_before:
            return False
        self._put("asked", str(self.data["matter_number"]))
        return True

    def suggests_unit(self) -> Any:
        """
        Return the unit of which the words seem to complain, to be asked about once; None where nothing is to be asked.

        Whoever sends the form again without choosing it has answered: it is about no unit.
        """
        said = self.cleaned_data.get("words", "")
        if self.data.get("asked_about") or self.cleaned_data.get("about_org_path"):
            return None
        unit = unit_complained_of(said)
        if unit:
            self._put("asked_about", "1")
        return unit

    def _put(self, name: str, value: str) -> None:
        data: Any = self.data
        data = data.copy()
        data[name] = value
        self.data = data

    def _ask_place(self) -> None:
        field = self.fields["place"]
        if self.places.only:
            field.widget = forms.HiddenInput()
            self.fields["card"].help_text = _("With it the request lies with the door's own grid cell or lane.")
            return
        self.fields["card"].one_of = field.one_of = True  # type: ignore[attr-defined]
        if self.places.is_long:
            field.widget = forms.TextInput(attrs={"list": "places", "autocomplete": "off"})
            field.help_text = _("Without a card: type a piece of its name and choose.")
        else:
            field.widget = forms.Select(choices=[("", _("Choose")), *self.places.offered.items()])
            field.help_text = _("Without a card, choose it here.")

    def clean(self) -> dict[str, Any]:
        """Find the place: the card's, or the village chosen or named."""
        values = super().clean() or {}
        said = values.get("place") or self.places.only
        values["place"] = values["place_path"] = ""
        try:
            values["place"] = values["place_path"] = self.places.meant(said) if said else ""
        except Refused as refusal:
            if not values.get("card"):
                self.add_error(None if self.places.only else "place", str(refusal))
        place_of_card(self, values)
        if not values["place_path"] and not self.errors:
            self.add_error("place", _("Choose the village, or type the number on the door card."))
        return values

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal of the request door where its cause was typed."""
        field = refusal.field
        if field == "place_path":
            field = "card" if self.cleaned_data.get("card") else "place"
        is_shown = field in self.fields and not self.fields[field].widget.is_hidden
        self.add_error(field if is_shown else None, str(refusal))

    def begin_anew(self, number: str) -> None:
        """Say that this form became a request before, with other words; pressed once more it makes another one."""
        words = _(
            "This form was taken in before, as request %(number)s; what it says now was not taken. "
            "If it is another matter, press again; if it belongs to that one, write it there."
        )
        self.add_error(None, words % {"number": number})
        self._put("submission_token", new_token())

    def filing(self, photos: tuple[bytes, ...] = ()) -> Filing:
        """Return what the request door takes in."""
        values = self.cleaned_data
        matter = values["matter_number"]
        plain = (
            "words",
            "where_words",
            "place_path",
            "channel",
            "submission_token",
            "name",
            "phone",
            "may_call",
            "child",
            "about_org_path",
            "kind",
        )
        return Filing(
            **{name: values[name] for name in plain},
            matter_number=int(matter) if matter else None,
            on_behalf=True,
            photos=photos,
            function=values.get("function", "") if values["channel"] == "counter" else "",
            answers=answers_in(values, self.questions),
        )


def new_token() -> str:
    """Make the token that turns a pressed-twice button into one request."""
    return secrets.token_urlsafe(24)
