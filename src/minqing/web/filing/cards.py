"""The place that a door card stands for, wherever a form asks for its number."""

from typing import Any

from django import forms

from minqing.kernel.errors import Refused
from minqing.kernel.ids import normalise_code
from minqing.territory import queries as territory


def place_of_card(form: forms.Form, values: dict[str, Any]) -> None:
    """Let a card's place be the place of the filing; a card that is not known stands as its field's mistake."""
    if values.get("card"):
        try:
            values["place_path"] = territory.card(normalise_code(values["card"])).place_path
        except Refused as refusal:
            form.add_error("card", str(refusal))
