"""The list of matters that ships: what a county works with until it publishes its own tree."""

import csv
from pathlib import Path

from minqing.cases.models import Matter, MatterClass, TreeVersion
from minqing.kernel.pinyin import sounds_of

MATTERS = Path(__file__).resolve().parent.parent / "data" / "matters.csv"


def load_matters() -> int:
    """
    Bring the list of matters from its file: new ones are added, names and key words follow the file.

    Reference data, not an event: a number's meaning never changes. Idempotent. Once the county has published a tree
    of its own, that one holds and the file changes nothing any more.

    :return: how many matters are in use.
    """
    if TreeVersion.objects.exists():
        return Matter.objects.filter(retired=False).count()
    with MATTERS.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    _bring_classes(lines)
    _bring_matters(lines)
    return len(lines)


def _bring_classes(lines: list[dict[str, str]]) -> None:
    known = dict(MatterClass.objects.exclude(sounds="").values_list("name", "sounds"))
    rows: dict[str, MatterClass] = {}
    for line in lines:
        top, middle = line["class_code"], line["subclass_code"]
        rows.setdefault(top, MatterClass(code=top, name=line["class"], level=1))
        rows.setdefault(middle, MatterClass(code=middle, name=line["subclass"], level=2, above=top))
    for order, row in enumerate(rows.values(), start=1):
        row.order, row.sounds = order, known.get(row.name) or sounds_of(row.name)
    MatterClass.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "level", "above", "order", "sounds"],
    )


def _bring_matters(lines: list[dict[str, str]]) -> None:
    known = dict(Matter.objects.exclude(sounds="").values_list("name", "sounds"))
    rows = [
        Matter(
            number=int(line["number"]),
            code=line["code"],
            name=line["name"],
            group=line["class"],
            keywords=line["keywords"],
            above=line["subclass_code"],
            order=order,
            sounds=known.get(line["name"]) or sounds_of(line["name"]),
        )
        for order, line in enumerate(lines, start=1)
    ]
    Matter.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=["code", "name", "group", "keywords", "above", "order", "sounds"],
    )
