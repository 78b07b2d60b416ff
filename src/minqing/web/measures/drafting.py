"""Between the form and the text: what was ticked becomes a definition, and a simple definition fills the form."""

import re
from collections.abc import Mapping
from typing import Any

from minqing.insight.own.columns import countable, splitting
from minqing.insight.own.entries import OWN
from minqing.insight.own.faults import DefinitionRefused
from minqing.insight.own.writing import plain, text_of
from minqing.ledger.facts import FactType

from .forms import DIVIDED, ROWS, SIDES, Compose

SAYS = ("title", "question", "unit", "better", "counts", "misleads", "source", "once", "percent", "expression")
FIELD_OF = {
    "measure": "name", "part": "part_fact", "whole": "whole_fact", "less": "less_fact", "then": "then_fact",
    "worked": "gives",
}  # fmt: skip
"""Entry of a definition → the field that says it, where they are not called the same."""


def text_from(form: Compose) -> str:
    """Write the definition that a form says; one that is not filled in yet gives one with gaps."""
    said = form.cleaned_data if form.is_bound and hasattr(form, "cleaned_data") else {}
    definition: dict[str, Any] = {name: said.get(name) for name in SAYS}
    definition |= {"measure": f"{OWN}.{said.get('name') or ''}", "kind": str(form.kind)}
    for side, fact in form.facts.items():
        term = _term(side, fact, said)
        definition[side] = term | {"within_days": said.get("within_days")} if side == "then" else [term]
    given = [one for fact in form.examples for row in range(ROWS) if (one := _given(fact, row, said))]
    return text_of({**definition, "worked": {"given": given, "gives": _gives(form, said)}})


def _term(side: str, fact: FactType, said: Mapping[str, Any]) -> dict[str, Any]:
    where = {name: _numbers(said.get(f"{side}.{name}")) for name in splitting(fact)}
    term: dict[str, Any] = {"fact": fact.key}
    if any(where.values()):
        term["where"] = {name: one[0] if len(one) == 1 else one for name, one in where.items() if one}
    return term | {name: said[f"{side}.{name}"] for name in ("from", "below") if said.get(f"{side}.{name}") is not None}


def _numbers(value: Any) -> list[int]:
    found = value if isinstance(value, list) else re.split(r"[,，、\s]+", value or "")
    return [int(one) for one in found if str(one).strip()]


def _given(fact: FactType, row: int, said: Mapping[str, Any]) -> dict[str, Any] | None:
    begins = f"{fact.key}.{row}."
    times = said.get(f"{begins}times")
    if not times:
        return None
    data = {name: int(said[begins + name]) for name in fact.columns if said.get(begins + name) not in (None, "")}
    more = {
        name: said[begins + name] for name in ("when", "about") if said.get(begins + name) not in (None, "", "within")
    }
    return {"fact": fact.key, **({"data": data} if data else {}), "times": times, **more}


def _gives(form: Compose, said: Mapping[str, Any]) -> Any:
    if form.kind in DIVIDED:
        return {"part": said.get("gives_part"), "whole": said.get("gives_whole")}
    value = said.get("gives")
    return None if value is None else int(value) if value == int(value) else float(value)


def known_from(text: str) -> dict[str, Any] | None:
    """
    Read a definition into what the form begins with.

    :return: None where the form could not say it: several facts on a side, too long an example, or what cannot be read.
    """
    try:
        return _known(plain(text))
    except (DefinitionRefused, KeyError, TypeError, ValueError, AttributeError):
        return None


def _known(definition: Mapping[str, Any]) -> dict[str, Any] | None:
    known = {name: definition[name] for name in (*SAYS, "kind") if definition.get(name) is not None}
    known["name"] = str(definition["measure"]).partition(".")[2]
    for side in SIDES:
        terms: Any = definition.get(side) or []
        term = terms if side == "then" else terms[0] if len(terms) == 1 else {}
        if not term:
            if terms:
                return None
            continue
        known |= _known_term(side, term)
    worked, rows = definition["worked"], dict[str, int]()
    for one in worked["given"]:
        row = rows[one["fact"]] = rows.get(one["fact"], -1) + 1
        known |= _known_given(one, row)
    for number, fact in enumerate(rows):
        known[f"given_fact_{number}"] = fact
    gives = worked["gives"]
    known |= (
        {"gives_part": gives["part"], "gives_whole": gives["whole"]} if isinstance(gives, dict) else {"gives": gives}
    )
    fits = max(rows.values()) < ROWS and not definition.get("edges") and not definition.get("amounts")
    return known if fits and not any("by" in one for one in worked["given"]) else None


def _known_term(side: str, term: Mapping[str, Any]) -> dict[str, Any]:
    fact = countable()[term["fact"]]
    known: dict[str, Any] = {f"{side}_fact": fact.key}
    for name, wanted in (term.get("where") or {}).items():
        numbers = [str(int(one)) for one in (wanted if isinstance(wanted, list) else [wanted])]
        column = splitting(fact)[name]
        known[f"{side}.{name}"] = numbers if column.codes or column.kind == "flag" else ", ".join(numbers)
    known |= {f"{side}.{name}": term[name] for name in ("from", "below") if name in term}
    return known | ({"within_days": term["within_days"]} if side == "then" else {})


def _known_given(one: Mapping[str, Any], row: int) -> dict[str, Any]:
    begins = f"{one['fact']}.{row}."
    known = {begins + name: str(int(value)) for name, value in (one.get("data") or {}).items()}
    return (
        known
        | {begins + "times": one.get("times", 1)}
        | {begins + name: one[name] for name in ("when", "about") if name in one}
    )
