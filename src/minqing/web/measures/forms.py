"""
The form of an own measure. It makes the same text that a hand would write, and asks for no more than the kind needs.

It is built from what was sent: which kind of number, which facts; whatever was typed stays in it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.insight.own.columns import column_title, countable, splitting, values_of
from minqing.insight.own.entries import LENGTHS, OWN, SHAPES
from minqing.ledger.facts import FACT_TYPES, Column, FactType
from minqing.ledger.measures import Better, Kind
from minqing.ledger.units import UNITS
from minqing.web.verbforms import unmarked

from .units import unit_words

ROWS = 4
"""How many lines an example has for each kind of fact."""
SIDES = ("part", "whole", "less", "then")
DIVIDED = (Kind.SHARE, Kind.MEAN, Kind.CONVERSION)
BETTER = {
    Better.HIGHER: gettext_lazy("The higher the better"),
    Better.LOWER: gettext_lazy("The lower the better"),
    Better.NEITHER: gettext_lazy("Only describes"),
}
WHEN = {
    "within": gettext_lazy("within the period"),
    "before": gettext_lazy("before it"),
    "after": gettext_lazy("after it"),
}
LABELS = {
    "part": gettext_lazy("What is counted"),
    "whole": gettext_lazy("Of which whole"),
    "less": gettext_lazy("What is taken away"),
    "then": gettext_lazy("What must follow"),
}


class Compose(forms.Form):
    """One own measure; its fields depend on the kind and the facts that were chosen."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, known: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(known or {}))
        self.chosen = data if data is not None else dict(known or {})
        self.kind = Kind(self.chosen["kind"]) if self.chosen.get("kind") in list(Kind) else Kind.COUNT
        self.fields |= _choosing(self.kind)
        self.facts = {side: fact for side in SIDES if (fact := self._fact(side))}
        for side, fact in self.facts.items():
            self.fields |= dict(_conditions(side, fact))
        self.fields |= {**_of_kind(self.kind), **_telling(self.kind)}
        for fact in self.examples:
            self.fields |= dict(_examples(fact, self.kind))
        self.fields |= _giving(self.kind)

    def _fact(self, side: str) -> FactType | None:
        return countable().get(str(self.chosen.get(f"{side}_fact") or "")) if f"{side}_fact" in self.fields else None

    @property
    def examples(self) -> list[FactType]:
        """Return the kinds of fact that an example may hold, each once."""
        if self.kind is Kind.DERIVED:
            chosen = (countable().get(str(self.chosen.get(f"given_fact_{n}") or "")) for n in range(ROWS))
            return list({fact.key: fact for fact in chosen if fact}.values())
        return list({fact.key: fact for fact in self.facts.values()}.values())

    @property
    def choosing(self) -> list[forms.BoundField]:
        """Return what decides about the other fields."""
        return [self[name] for name in _choosing(self.kind)]

    @property
    def counting(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return the conditions of each side: its title and its fields."""
        sides = ((side, [self[name] for name, _ in _conditions(side, fact)]) for side, fact in self.facts.items())
        told = [(f"{LABELS[side]}: {self.facts[side].title}", fields) for side, fields in sides if fields]
        more = [self[name] for name in _of_kind(self.kind)]
        return [*told, *([(SHAPES[self.kind].title, more)] if more else [])]

    @property
    def telling(self) -> list[forms.BoundField]:
        """Return what a reader is told."""
        return [self[name] for name in _telling(self.kind)]

    @property
    def given(self) -> list[tuple[Any, list[list[forms.BoundField]]]]:
        """Return the lines of the example: for each kind of fact its title, and the fields of each line."""
        return [
            (fact.title, [[self[name] for name, _ in _line(fact, row, self.kind)] for row in range(ROWS)])
            for fact in self.examples
        ]

    @property
    def giving(self) -> list[forms.BoundField]:
        """Return what the example gives."""
        return [self[name] for name in _giving(self.kind)]


def _choosing(kind: Kind) -> dict[str, forms.Field]:
    kinds = [(str(one), _("%(kind)s: %(says)s") % {"kind": of.title, "says": of.says}) for one, of in SHAPES.items()]
    fields: dict[str, forms.Field] = {
        "kind": forms.ChoiceField(label=_("Kind of number"), choices=kinds, initial=kind, widget=forms.RadioSelect)
    }
    shape = SHAPES[kind]
    if kind is Kind.DERIVED:
        facts = [("", "—"), *fact_options()]
        for row in range(ROWS):
            label = _("Fact %(n)s of the example") % {"n": row + 1}
            fields[f"given_fact_{row}"] = forms.ChoiceField(label=label, choices=facts, required=False)
        return fields
    for side in SIDES:
        if side in (*shape.needs, *shape.may):
            needed = side in shape.needs
            choices = [("", _("Choose") if needed else "—"), *fact_options()]
            fields[f"{side}_fact"] = forms.ChoiceField(label=LABELS[side], choices=choices, required=needed)
    return fields


def fact_options() -> list[tuple[str, str]]:
    """Return the kinds of fact that may be counted, by their titles."""
    return [(key, f"{kind.title}（{key}）") for key, kind in countable().items()]


def _conditions(side: str, fact: FactType) -> Iterator[tuple[str, forms.Field]]:
    for name, column in splitting(fact).items():
        yield f"{side}.{name}", _condition(name, column)
    if fact.amount_unit:
        label = _("Only amounts from (%(unit)s)") % {"unit": unit_words(fact.amount_unit)}
        yield f"{side}.from", forms.IntegerField(label=label, required=False)
        label = _("Only amounts below (%(unit)s)") % {"unit": unit_words(fact.amount_unit)}
        yield f"{side}.below", forms.IntegerField(label=label, required=False)


def _condition(name: str, column: Column) -> forms.Field:
    values = [(str(number), title) for number, title in values_of(column).items()]
    label = _("Only where “%(column)s” is") % {"column": column_title(name)}
    if values:
        box = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(label=label, choices=values, widget=box, required=False)
    return forms.RegexField(
        r"^\s*\d+(\s*[,，、]\s*\d+)*\s*$",
        label=label,
        required=False,
        max_length=100,
        help_text=_("Whole numbers, with commas between them."),
        error_messages={"invalid": _("Write whole numbers with commas between them.")},
    )


def _of_kind(kind: Kind) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    if kind is Kind.DISTINCT:
        once = [("subject", _("each thing that the facts are about")), ("actor", _("each post that acted"))]
        found["once"] = forms.ChoiceField(label=_("Counted once"), choices=once, widget=forms.RadioSelect)
    if kind is Kind.CONVERSION:
        found["within_days"] = forms.IntegerField(label=_("Within how many working days"), min_value=0, max_value=250)
    if kind is Kind.PERCENTILE:
        label = _("How many of a hundred do not exceed it")
        found["percent"] = forms.IntegerField(label=label, min_value=1, max_value=99, initial=50)
    if kind is Kind.DERIVED:
        words = _("Keys of measures, numbers, + - * / ( ), min, max, clip, coalesce: own.a / cases.registered")
        found["expression"] = forms.CharField(label=_("Formula"), max_length=500, help_text=words)
    return found


def _telling(kind: Kind) -> dict[str, forms.Field]:
    units = [(unit, f"{unit}（{title}）") for unit, title in UNITS.items()]
    long = forms.Textarea(attrs={"rows": 2})
    found: dict[str, forms.Field] = {
        "name": forms.RegexField(
            r"^[a-z]+(_[a-z]+)*$",
            label=_("Short name in Latin letters"),
            max_length=50,
            help_text=_("Small letters with _ between words. It stands behind %(own)s. and is never changed.")
            % {"own": OWN},
            error_messages={"invalid": _("Only small Latin letters, with _ between words.")},
        ),
        "title": _text(_("Title"), "title"),
        "question": _text(_("Which question does it answer?"), "question"),
        "unit": forms.ChoiceField(label=_("Unit"), choices=units, initial="%" if kind in DIVIDED else "件"),
        "better": forms.ChoiceField(
            label=_("Which way is good?"), choices=list(BETTER.items()), widget=forms.RadioSelect, initial="neither"
        ),
        "counts": _text(_("What it counts"), "counts", long),
        "misleads": _text(_("Where it misleads"), "misleads", forms.Textarea(attrs={"rows": 2})),
        "source": _text(_("By which paper"), "source", required=False),
    }
    return found


def _text(label: Any, name: str, widget: Any = None, *, required: bool = True) -> forms.Field:
    return forms.CharField(
        label=label, max_length=LENGTHS[name], widget=widget, required=required, validators=[unmarked]
    )


def _examples(fact: FactType, kind: Kind) -> Iterator[tuple[str, forms.Field]]:
    for row in range(ROWS):
        yield from _line(fact, row, kind)


def _line(fact: FactType, row: int, kind: Kind) -> Iterator[tuple[str, forms.Field]]:
    """Yield the fields of one line of the example."""
    begins = f"{fact.key}.{row}"
    yield f"{begins}.times", forms.IntegerField(label=_("How often"), min_value=1, max_value=1000, required=False)
    for name, column in splitting(fact).items():
        values = values_of(column)
        if values:
            choices = [("", "—"), *((str(number), title) for number, title in values.items())]
            yield f"{begins}.{name}", forms.ChoiceField(label=column_title(name), choices=choices, required=False)
        else:
            yield f"{begins}.{name}", forms.IntegerField(label=column_title(name), required=False)
    if fact.amount_unit:
        name = next(name for name, column in FACT_TYPES[fact.key].columns.items() if column.column == "qty")
        yield f"{begins}.{name}", forms.IntegerField(label=_("Amount"), required=False)
    if kind in (Kind.STATE, Kind.CUMULATIVE, Kind.CONVERSION):
        yield f"{begins}.when", forms.ChoiceField(label=_("When"), choices=list(WHEN.items()), required=False)
    if kind in (Kind.DISTINCT, Kind.CONVERSION):
        yield f"{begins}.about", forms.CharField(label=_("About which"), max_length=20, required=False)


def _giving(kind: Kind) -> dict[str, forms.Field]:
    if kind in DIVIDED:
        return {
            "gives_part": forms.IntegerField(label=_("gives as part")),
            "gives_whole": forms.IntegerField(label=_("gives as whole")),
        }
    return {"gives": forms.DecimalField(label=_("gives"), max_digits=20, decimal_places=6)}
