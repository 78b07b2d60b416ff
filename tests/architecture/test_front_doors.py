"""A module is entered by its front doors: nobody outside imports its tables or its inner rooms."""

from pathlib import Path

import grimp
import pytest

SRC = Path(__file__).resolve().parents[2] / "src/minqing"
BELOW_THE_EDGE = ("ledger", "rulebook", "territory", "directory", "vault", "cases", "insight")
CLOSED = ("models", "notices", "reactions", "tasks", "steps")


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("minqing", exclude_type_checking_imports=True)


def room_of(module: str) -> str:
    """Name the room a module lies in: ``minqing.cases.models.reading`` → ``models``."""
    parts = module.split(".")
    return parts[2] if len(parts) > 2 else ""


class TestFrontDoors:
    @pytest.mark.parametrize("door", BELOW_THE_EDGE)
    def test_nobody_outside_enters_a_closed_room(self, graph: grimp.ImportGraph, door: str) -> None:
        rooms = {f"minqing.{door}", *graph.find_descendants(f"minqing.{door}")}

        trespassers = {
            f"{importer} → {module}"
            for module in rooms
            if room_of(module) in CLOSED
            for importer in graph.find_modules_that_directly_import(module)
            if importer not in rooms
        }

        assert trespassers == set()

    def test_nobody_but_the_vault_knows_ciphers(self) -> None:
        outside = grimp.build_graph("minqing", include_external_packages=True)

        users = outside.find_modules_that_directly_import("cryptography")

        assert {user for user in users if not user.startswith("minqing.vault")} == set()
