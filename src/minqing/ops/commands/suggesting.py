"""Commands about suggestions of a matter: how well they would do, and the models that make them."""

import argparse
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.cases import queries, service
from minqing.cases.records import Compared, ModelView
from minqing.cases.suggesting.evaluating import Evaluation, evaluate
from minqing.kernel.errors import Refused
from minqing.kernel.tabular import read_table
from minqing.ops.command_line import argument, command
from minqing.ops.operator import now, operator
from minqing.ops.progress import Progress

__all__ = ["suggestions"]

COLUMNS = {"text": ("text", "文本"), "label": ("label", "标签")}
FEWEST = 5


@command(
    "suggestions",
    help=gettext_lazy("Say how well matters are suggested, train a model, compare models, put one to use"),
    arguments=[
        argument(
            "what",
            choices=("evaluate", "train", "list", "compare", "use"),
            help=gettext_lazy("evaluate FILE, train, list, compare N M, or use N"),
        ),
        argument("which", nargs="*", help=gettext_lazy("a CSV file with the columns text and label, or models")),
    ],
)
def suggestions(options: argparse.Namespace) -> int:
    """Do one of five things with suggestions."""
    what, which = options.what, options.which
    if what == "evaluate":
        return evaluate_file(_one(which, _("Name one CSV file with the columns text and label.")))
    if what == "compare":
        return compare([_version(one) for one in which])
    if what == "use":
        return use(_version(_one(which, _("Name one model, by its number."))))
    return train() if what == "train" else show()


def _one(which: list[str], wanted: str) -> str:
    if len(which) != 1:
        raise Refused(wanted)
    return which[0]


def _version(text: str) -> int:
    if not text.isdigit():
        raise Refused(
            _("“%(text)s” is no number of a model. See them: python -m minqing suggestions list") % {"text": text}
        )
    return int(text)


def evaluate_file(file: str) -> int:
    """Learn from four fifths and tell the last one, five times; print what came of it."""
    texts, labels = _read(Path(file))
    for line in _lines(evaluate(texts, labels)):
        print(line)
    return 0


def train() -> int:
    """Train a model from the county's own settled requests, and say what to do with it."""
    print(_("Reading settled requests and learning. Nothing changes until you put the model to use."), flush=True)
    progress = Progress(lambda line: print(line, flush=True))
    who = operator("cases.route")
    version = service.train_model(
        actor=who, at=now(), seen=lambda done, whole: progress(done, whole, _("steps of learning"))
    )
    show()
    print(_("Put it to use: python -m minqing suggestions use %(n)s") % {"n": version})
    return 0


def show() -> int:
    """Print each model on a line of its own."""
    models = queries.suggestion_models()
    for model in models:
        print("\t".join([str(model.version), f"{model.made_at:%Y-%m-%d}", str(model.origin), *_figures(model)]))
    if not models:
        print(_("There is no model yet. One is made from example texts at the next start."))
    return 0


def _figures(model: ModelView) -> list[str]:
    if model.state != "ready":
        return [model.said or _("being made, %(n)s%%") % {"n": model.done}]
    said = [_("%(texts)s texts, %(labels)s matters") % {"texts": model.texts, "labels": model.labels}]
    tried = [
        _("named first: %(n)s/%(texts)s (%(value).4f)") % _share(model.top1, model.texts),
        _("among the first three: %(n)s/%(texts)s (%(value).4f)") % _share(model.top3, model.texts),
        _("macro-F1: %(value).4f") % {"value": model.macro_f1},
    ]
    said += tried if model.macro_f1 else []
    return [*said, _("in use")] if model.chosen else said


def compare(versions: list[int]) -> int:
    """Ask two models about the newest settled requests and print how often each agrees with what was settled."""
    if len(versions) != 2:
        raise Refused(_("Name two models to compare, by their numbers."))
    found = queries.compare_models(*versions, actor=operator("cases.read"))
    for line in _compared(found):
        print(line)
    return 0


def _compared(found: Compared) -> list[str]:
    lines = [_("Newest settled requests asked about: %(n)s") % {"n": found.texts}]
    for version, first in found.first.items():
        words = _("model %(version)s: named first %(first)s, among the first three %(among)s")
        lines.append(words % {"version": version, "first": first, "among": found.among[version]})
    return [*lines, _("both named the same first: %(n)s") % {"n": found.same}]


def use(version: int) -> int:
    """Put a model to use."""
    service.choose_model(version=version, actor=operator("cases.route"), at=now())
    print(_("Model %(n)s suggests matters from now on.") % {"n": version})
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
        _("named first: %(n)s/%(texts)s (%(value).4f)") % _share(found.top1, found.texts),
        _("among the first three: %(n)s/%(texts)s (%(value).4f)") % _share(found.top3, found.texts),
        _("learning: %(value).1f s from four fifths") % {"value": found.learning},
        _("telling: %(value).2f ms a text") % {"value": found.telling * 1000},
    ]


def _share(n: int, texts: int) -> dict[str, float]:
    return {"n": n, "texts": texts, "value": n / texts if texts else 0.0}
