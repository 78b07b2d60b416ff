"""What a verb asks for is what its service takes: a field that nobody takes would break whoever fills it in."""

import inspect

import pytest

from minqing.cases import table_verbs as case_tables
from minqing.cases import verbs as case_verbs
from minqing.cases.calling import verbs as calling
from minqing.cases.handing_down import verbs as handing_down
from minqing.cases.overseeing import verbs as overseeing
from minqing.directory import verbs as directory
from minqing.kernel.verbs import Verb
from minqing.rulebook import verbs as rulebook
from minqing.territory import verbs as territory
from minqing.vault import verbs as vault

GIVEN = {"actor", "at"}
CASES = list(case_verbs.VERBS.values())
TABLES = (case_tables, calling, handing_down, overseeing, directory, rulebook, territory, vault)
OTHERS = [verb for module in TABLES for verb in module.VERBS.values()]


def asked(verb: Verb) -> set[str]:
    """The names of what a verb asks for."""
    return {field.name for field in verb.fields}


def parameters(verb: Verb) -> dict[str, inspect.Parameter]:
    """What its service takes."""
    return dict(inspect.signature(verb.run).parameters)


class TestEveryVerb:
    @pytest.mark.parametrize("verb", [*CASES, *OTHERS], ids=lambda verb: verb.key)
    def test_asks_for_nothing_that_its_service_does_not_take(self, verb: Verb) -> None:
        assert asked(verb) - set(parameters(verb)) == set()

    @pytest.mark.parametrize("verb", CASES, ids=lambda verb: verb.key)
    def test_on_a_request_asks_for_all_that_its_service_needs(self, verb: Verb) -> None:
        needed = {name for name, one in parameters(verb).items() if one.default is inspect.Parameter.empty}

        assert needed - GIVEN - {"number"} - asked(verb) == set()

    @pytest.mark.parametrize("verb", OTHERS, ids=lambda verb: verb.key)
    def test_of_a_table_asks_for_all_that_its_service_needs(self, verb: Verb) -> None:
        needed = {name for name, one in parameters(verb).items() if one.default is inspect.Parameter.empty}

        assert needed - GIVEN - asked(verb) == set()
