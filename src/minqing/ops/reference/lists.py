"""The pages that are lists: kinds of fact, measures, permissions, settings."""

from itertools import groupby
from typing import Any

from django.conf import settings

from minqing.kernel.permissions import PERMISSIONS
from minqing.ledger.definitions import definition_hash
from minqing.ledger.facts import FACT_TYPES, Column, FactType
from minqing.ledger.measures import MEASURES, Given, Measure, Tally, Term

from .words import both, heading, in_language, table

__all__ = ["facts", "measures", "permissions", "setting_list"]


def module(key: str) -> str:
    """Name the part of a key before its dot."""
    return key.partition(".")[0]


def facts() -> str:
    """Print every kind of fact with its data."""
    lines = heading("Facts", "Every kind of thing that is written down when it happens, with the numbers it carries.")
    for key, kind in sorted(FACT_TYPES.items()):
        chinese, english = both(kind.title)
        lines += [f"## `{key}` {chinese}", "", f"*{english}.* {in_language(kind.meaning, 'en')}", "", *fact_data(kind)]
    return "\n".join(lines)


def fact_data(kind: FactType) -> list[str]:
    """Print the data of one kind."""
    rows: list[list[Any]] = [
        [f"`{name}`", f"`{column.column}`", column.kind + (f", {column.unit}" if column.unit else ""), said(column)]
        for name, column in kind.columns.items()
    ]
    rows += [[f"`{name}`", "payload", "", meaning] for name, meaning in kind.payload.items()]
    return table(["Datum", "Stored in", "Kind, unit", "Meaning"], rows) if rows else ["No data.", ""]


def said(column: Column) -> str:
    """Print what a number says, with its closed list of codes."""
    codes = "; ".join(f"{number} {in_language(title, 'en')}" for number, title in column.codes.items())
    return f"{column.meaning} ({codes})" if codes else column.meaning


def measures() -> str:
    """Print every measure: the question, what it counts, where it misleads, the example."""
    about = (
        "Every number that pages show, with what it counts and where it misleads. A county declares its own as well: "
    )
    about += "see [Declare a measure of your own](../../howto/own-measure.md)."
    lines = heading("Measures", about)
    for key, measure in sorted(MEASURES.items()):
        chinese, english = both(measure.title)
        lines += [f"## `{key}` {chinese}", "", f"*{english}.* {in_language(measure.question, 'en')}", ""]
        lines += table(["", ""], measure_rows(measure))
    return "\n".join(lines)


def measure_rows(measure: Measure) -> list[list[str]]:
    """Print what the reader of a number must know."""
    rows = [["Kind, unit", f"{measure.kind}, {measure.unit}"], *formula(measure)]
    rows += [
        ["Counts", in_language(measure.counts, "en")],
        ["Misleads", in_language(measure.misleads, "en")],
        ["Better", str(measure.better)],
        ["Example", example(measure)],
        ["Definition", f"`{definition_hash(measure)[:12]}…`"],
    ]
    return rows + ([["Source", measure.source]] if measure.source else [])


def formula(measure: Measure) -> list[list[str]]:
    """Print how the number comes about."""
    if measure.expression:
        return [["Formula", f"`{measure.expression.text}`"]]
    if measure.percentile:
        edges = ", ".join(map(str, measure.percentile.edges))
        return [["Percentile", f"{measure.percentile.percent} of {terms(measure.part)}"], ["Bins from", edges]]
    whole = [["Whole", terms(measure.whole)]] if measure.is_share else []
    return [["Part" if measure.is_share else "Number", terms(measure.part)], *whole]


def example(measure: Measure) -> str:
    """Print a worked example: which facts, and what they give."""
    facts = ", ".join(given(one) for one in measure.worked.given)
    gives = measure.worked.gives
    if not isinstance(gives, Tally):
        return f"{facts} → **{gives}**"
    return f"{facts} → **{gives.part}" + (f" of {gives.whole}**" if measure.is_share else "**")


def given(one: Given) -> str:
    """Print some facts of an example."""
    said = [f"{name} = {value}" for name, value in one.data.items()]
    said += [f"{one.when} the period"] if one.when != "within" else []
    said += [f"about {one.about}"] if one.about else []
    return f"{one.times} × `{one.fact}`" + (f" ({', '.join(said)})" if said else "")


def terms(declared: tuple[Term, ...]) -> str:
    """Print a sum of facts."""
    return " ".join(f"{'+' if term.sign > 0 else '−'} `{term.fact}`{where(term)}" for term in declared)


def where(term: Term) -> str:
    """Print which facts of a kind count."""
    given = [f"{name} = {value}" for name, value in term.where.items()]
    given += ["up to the end of the period"] if term.until_end else []
    given += ["from the first day of the year"] if term.since_year else []
    given += ["added up"] if term.sums else []
    given += [f"each {term.distinct} once"] if term.distinct else []
    if term.then:
        then = Term(term.then.fact, term.then.where)
        given.append(f"followed by{terms((then,)).removeprefix('+')} within {term.then.within_days} working days")
    return f" ({', '.join(given)})" if given else ""


def permissions() -> str:
    """Print every permission by module."""
    lines = heading("Permissions", "What a grant can allow, below an organisation and below a place.")
    for name, group in groupby(sorted(PERMISSIONS.items()), key=lambda item: module(item[0])):
        rows = [[f"`{key}`", *both(title)] for key, title in group]
        lines += [f"## {name}", "", *table(["Permission", "中文", "English"], rows)]
    return "\n".join(lines)


def setting_list() -> str:
    """Print every setting an operator may give."""
    lines = heading("Settings", "Environment variables; every one has a default, so none has to be given.")
    every = sorted(settings.ENV_SETTINGS.values(), key=lambda setting: (setting.group, setting.name))
    for group, members in groupby(every, key=lambda setting: setting.group):
        rows = [[f"`{one.name}`", default(one.default), one.help] for one in members]
        lines += [f"## {group}", "", *table(["Name", "Default", "What it does"], rows)]
    return "\n".join(lines)


def default(value: object) -> str:
    """Print a setting's default."""
    if isinstance(value, bool):
        return f"`{int(value)}`"
    return f"`{value}`" if value != "" else "(empty)"
