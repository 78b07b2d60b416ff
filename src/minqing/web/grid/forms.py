"""A report on the spot: a place that is known, a photo, and as many words as there is time for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.cases import queries as cases
from minqing.cases.records import Filing
from minqing.web.filing.cards import place_of_card

PLAIN = ("words", "where_words", "name", "phone", "may_call", "submission_token")


class Report(forms.Form):
    """What a grid worker sends from the street; the place comes from a door, a cell or a card."""

    words = forms.CharField(label=gettext_lazy("What is the matter"), max_length=10_000, required=False)
    place = forms.CharField(label=gettext_lazy("Where it is"), max_length=120, required=False)
    card = forms.CharField(label=gettext_lazy("Number on the door card"), max_length=20, required=False)
    where_words = forms.CharField(label=gettext_lazy("Where exactly"), max_length=300, required=False)
    matter_number = forms.IntegerField(required=False)
    name = forms.CharField(label=gettext_lazy("How to address her"), max_length=50, required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=30, required=False)
    may_call = forms.BooleanField(label=gettext_lazy("She may be called about this"), required=False)
    submission_token = forms.CharField(max_length=64, min_length=20)

    def __init__(self, *args: Any, photos: int = 0, **kwargs: Any) -> None:
        """
        Read what was sent.

        :param photos: how many came along: with one, the words may be left out.
        """
        super().__init__(*args, **kwargs)
        self.photos = photos

    def clean(self) -> dict[str, Any]:
        """Find the place, and the words that stand for a photo without any."""
        values = super().clean() or {}
        values["place_path"] = values.get("place", "")
        place_of_card(self, values)
        if not values["place_path"] and not self.errors:
            self.add_error("place", _("Choose where it is: your cell, a door, or the card on the door."))
        if not values.get("words", "").strip():
            values["words"] = self._said_by_photo(values)
        return values

    def _said_by_photo(self, values: dict[str, Any]) -> str:
        matter = values.get("matter_number")
        name = next((str(one.name) for one in cases.matters() if one.number == matter), "") if matter else ""
        if not self.photos and not name:
            self.add_error("words", _("Say in a few words what is the matter, choose it, or take a photo."))
        said = _("%(matter)s. See the photo.") if self.photos else "%(matter)s"
        return said % {"matter": name} if name else _("See the photo.")

    def filing(self, photos: tuple[bytes, ...]) -> Filing:
        """Return what the request door takes in."""
        values = self.cleaned_data
        return Filing(
            **{name: values[name] for name in PLAIN},
            place_path=values["place_path"],
            channel="grid",
            matter_number=values["matter_number"] or None,
            on_behalf=True,
            photos=photos,
        )
