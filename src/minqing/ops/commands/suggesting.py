"""The command about suggestions of a matter."""

import argparse
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.cases.suggesting.evaluating import Evaluation, evaluate
from minqing.kernel.errors import Refused
from minqing.kernel.tabular import read_table
from minqing.ops.command_line import argument, command

__all__ = ["suggestions"]

COLUMNS = {"text": ("text", "文本"), "label": ("label", "标签")}
FEWEST = 5


@command(
    "suggestions",
    help=gettext_lazy("Say how well matters would be suggested, for any labelled file (columns text, label)"),
    arguments=[
        argument("what", choices=("evaluate",), help=gettext_lazy("evaluate")),
        argument("file", type=Path, help=gettext_lazy("CSV file with the columns text and label")),
    ],
)
def suggestions(options: argparse.Namespace) -> int:
    """Learn from four fifths and tell the last one, five times; print what came of it."""
    texts, labels = _read(options.file)
    for line in _lines(evaluate(texts, labels)):
        print(line)
    return 0


def _read(file: Path) -> tuple[list[str], list[str]]:
    try:
        data = file.read_bytes()
    except OSError as broken:
        raise Refused(_("%(file)s cannot be read.") % {"file": file}) from broken
    rows = [(line["text"], line["label"]) for line in read_table(data, columns=COLUMNS)]
    held = [(text, label) for text, label in rows if text and label]
    texts, labels = [text for text, _label in held], [label for _text, label in held]
    if len(texts) < FEWEST or len(set(labels)) < 2:
        raise Refused(_("There must be at least five texts and two labels."))
    return texts, labels


def _lines(found: Evaluation) -> list[str]:
    heads = _("%(texts)s texts, %(labels)s labels; five parts, each told by a model of the other four")
    return [
        heads % {"texts": found.texts, "labels": found.labels},
        _("macro-F1: %(value).4f") % {"value": found.macro_f1},
        _("named first: %(n)s/%(texts)s (%(value).4f)") % _of(found.top1, found.texts),
        _("among the first three: %(n)s/%(texts)s (%(value).4f)") % _of(found.top3, found.texts),
        _("learning: %(value).1f s from four fifths") % {"value": found.learning},
        _("telling: %(value).2f ms a text") % {"value": found.telling * 1000},
    ]


def _of(n: int, texts: int) -> dict[str, float]:
    return {"n": n, "texts": texts, "value": n / texts}
