"""
How a table's rows are copied in bulk: which keys are renamed, which moments are laid back, in each database's words.

Sources are tables of their own (``bench_…``) that hold what the services made; ``bench_copy`` holds one row a copy:
its number, the eight hexadecimal digits only it carries, by how many days it lies further back, and whether
it lies in the present.
"""

# ruff: noqa: S608 - names of our own tables and columns, no input

from dataclasses import dataclass
from typing import Any

WEEKS, YEARS = 28, 10
"""Each copy lies 28 weeks behind the one before; the first of every ten begins at the front, in the present."""
FACT_COLUMNS = {
    "id": "key", "kind": "", "subject": "text", "actor": "", "happened_at": "moment", "happened_on": "day",
    "recorded_at": "moment", "org_path": "", "place_path": "", "qty": "", "d1": "", "d2": "", "d3": "", "d4": "",
    "reverses": "key", "origin": "", "backfilled": "", "payload": "",
}  # fmt: skip


@dataclass(frozen=True)
class Tongue:
    """The expressions that rename and shift one column, on one kind of database."""

    vendor: str
    base: int

    def say(self, kind: str, column: str) -> str:
        """Write the value of a column in a copy; a kind without a change is copied as it is."""
        name = f'b."{column}"'
        return str(getattr(self, f"_{kind}")(name)) if kind else name

    def _key(self, name: str) -> str:
        if self.vendor == "sqlite":
            return f"substr({name}, 1, 24) || n.tail"
        return f"(left(replace({name}::text, '-', ''), 24) || n.tail)::uuid"

    def _text(self, name: str) -> str:
        return f"substr({name}, 1, length({name}) - 8) || n.tail"

    def _serial(self, name: str) -> str:
        return f"{name} + n.number * {self.base}"

    def _moment(self, name: str) -> str:
        back = (
            f"date(substr({name}, 1, 10), n.back) || substr({name}, 11)"
            if self.vendor == "sqlite"
            else f"{name} - n.back"
        )
        return f"CASE WHEN b.gone THEN {back} ELSE {name} END"

    def _day(self, name: str) -> str:
        back = f"date({name}, n.back)" if self.vendor == "sqlite" else f"({name} - n.back)::date"
        return f"CASE WHEN b.gone THEN {back} ELSE {name} END"

    def subject(self, column: str) -> str:
        """Write a request's key as facts name it."""
        if self.vendor != "sqlite":
            return f"'case:' || {column}::text"
        ends = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
        return "'case:' || " + " || '-' || ".join(f"substr({column}, {start}, {length})" for start, length in ends)


@dataclass(frozen=True)
class Source:
    """
    One table to copy.

    :param columns: column → kind of change, see :class:`Tongue`.
    :param gone: joins that reach the request as ``c``; what has left is laid back, what is open stays where it is.
    """

    table: str
    columns: dict[str, str]
    gone: str = "JOIN cases_case c ON c.serial = t.case_id"
    where: str = ""

    @property
    def kept(self) -> str:
        """The name of the table that keeps what the services made."""
        return f"bench_{self.table}"

    def keep(self) -> str:
        """Set aside what the services made."""
        names = ", ".join(f't."{column}"' for column in self.columns)
        rows = f"{self.table} t {self.gone} {self.where}"
        return f"CREATE TABLE {self.kept} AS SELECT {names}, c.stage = 0 AS gone FROM {rows}"

    def copy(self, tongue: Tongue) -> str:
        """Insert every copy whose number lies in a range: two parameters, the second not included."""
        names = ", ".join(f'"{column}"' for column in self.columns)
        values = ", ".join(tongue.say(kind, column) for column, kind in self.columns.items())
        return f"INSERT INTO {self.table} ({names}) SELECT {values} {self.each()}"

    def each(self) -> str:
        """
        Name the rows of every copy in a range.

        What is open comes along only with the copies that lie in the present, as it does in a county: what came in
        five years ago has left.
        """
        present = "(b.gone OR n.here)"
        return f"FROM bench_copy n CROSS JOIN {self.kept} b WHERE n.number >= %s AND n.number < %s AND {present}"


def source_of(model: Any) -> Source:
    """Read off a model of the request door what a copy of its table changes."""
    table, fields = model._meta.db_table, model._meta.concrete_fields
    columns = {str(field.column): _change(model, field) for field in fields if not _counts_itself(model, field)}
    if model.__name__ == "Case":
        return Source(table, columns, "JOIN cases_case c ON c.serial = t.serial")
    if "case_id" in columns:
        return Source(table, columns)
    through = "JOIN cases_reply r ON r.id = t.reply_id JOIN cases_case c ON c.serial = r.case_id"
    return Source(table, columns, through)


def _counts_itself(model: Any, field: Any) -> bool:
    return bool(field.primary_key and field.get_internal_type() == "BigAutoField" and model.__name__ != "Case")


def _change(model: Any, field: Any) -> str:
    meant = field.target_field if field.is_relation else field
    kind = meant.get_internal_type()
    if kind == "BigAutoField":
        return "serial"
    if kind == "UUIDField":
        return "" if field.name == "routing_row" else "key"
    if kind in {"DateTimeField", "DateField"}:
        return "moment" if kind == "DateTimeField" else "day"
    return "text" if field.unique else ""
