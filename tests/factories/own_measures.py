"""Definitions of own measures, as a county's office would write them."""

from typing import Any

import yaml

LATE_SHARE: dict[str, Any] = {
    "measure": "own.closed_late",
    "title": "超期办结率",
    "question": "办结的诉求里，有多少是超期办结的？",
    "kind": "share",
    "unit": "%",
    "part": [{"fact": "case.closed", "where": {"late": 1}}],
    "whole": [{"fact": "case.closed"}],
    "counts": "按办结那天算，不管是哪天来的。",
    "misleads": "还没办结的超期不在里面。",
    "better": "lower",
    "source": "县政办〔2026〕12号",
    "worked": {
        "given": [
            {"fact": "case.closed", "data": {"late": 1}, "times": 9},
            {"fact": "case.closed", "data": {"late": 0}, "times": 7},
        ],
        "gives": {"part": 9, "whole": 16},
    },
}
COUNT: dict[str, Any] = {
    "measure": "own.closed_all",
    "title": "办结件数",
    "question": "办结了多少件？",
    "kind": "count",
    "unit": "件",
    "part": [{"fact": "case.closed"}],
    "counts": "按办结那天算。",
    "misleads": "重新办理的会再算一次。",
    "worked": {"given": [{"fact": "case.closed", "times": 3}], "gives": 3},
}
DERIVED: dict[str, Any] = {
    "measure": "own.closed_per_asked",
    "title": "办结与受理之比",
    "question": "每来一件，办结了多少件？",
    "kind": "derived",
    "unit": "%",
    "expression": "own.closed_all / cases.registered",
    "counts": "本期办结的除以本期来的。",
    "misleads": "办结的多数不是本期来的。",
    "worked": {
        "given": [{"fact": "case.closed", "times": 3}, {"fact": "case.registered", "times": 4}],
        "gives": 0.75,
    },
}


def text(of: dict[str, Any] | None = None, /, **changed: Any) -> str:
    """Write a definition; an entry that is None is left out."""
    whole = {**(LATE_SHARE if of is None else of), **changed}
    kept = {name: value for name, value in whole.items() if value is not None}
    return yaml.dump(kept, Dumper=_Plain, allow_unicode=True, sort_keys=False)


class _Plain(yaml.SafeDumper):
    """Writes what stands twice twice: references are not taken."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True
