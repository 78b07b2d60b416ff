"""Place names are the handling unit's first need: whole division tables must come through the mask."""

import csv
import re
from pathlib import Path

import pytest

from minqing import territory
from minqing.vault.masking import mask

TABLES = sorted(Path(territory.__file__).parents[1].rglob("divisions*.csv"))
OFFICE = re.compile("(村民委员会|社区居民委员会|居民委员会|村委会|居委会)$")


def names_in_table(table: Path) -> set[str]:
    with table.open(encoding="utf-8-sig") as lines:
        cells = {cell for row in csv.DictReader(lines) for cell in row.values() if cell}
    return {OFFICE.sub("", cell) for cell in cells if re.fullmatch("[一-龥]{2,16}", cell)}


class TestMask:
    @pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
    def test_leaves_the_names_of_a_whole_county_readable(self, table: Path) -> None:
        names = names_in_table(table)
        told = [sentence for name in names for sentence in (f"{name}二组停水", f"在{name}", f"{name}的路灯坏了")]

        masked = [sentence for sentence in told if mask(sentence).spans]

        assert len(names) > 50
        assert len(masked) <= len(told) // 500
