"""The page of lives: each lifecycle as a diagram and as the table it is drawn from."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from minqing.kernel.lifecycle import Lifecycle

from .words import both, heading, table

__all__ = ["lifecycles", "states"]


def lifecycles() -> list[Lifecycle]:
    """Find every lifecycle in the ``states`` room of a module."""
    rooms = [f"{app.name}.states" for app in apps.get_app_configs() if app.name.startswith("minqing.")]
    modules = [import_module(room) for room in rooms if find_spec(room)]
    return [thing for module in modules for thing in vars(module).values() if isinstance(thing, Lifecycle)]


def states() -> str:
    """Print every lifecycle."""
    lines = heading("States", "What may be done with a thing in each of its states; pages draw their buttons from it.")
    for life in lifecycles():
        lines += [f"## {life.name}", "", "```mermaid", life.mermaid(), "```", ""]
        lines += table(["State", "中文", "English"], [[f"`{key}`", *both(title)] for key, title in life.states.items()])
        lines += table(["Verb", "From", "To", "Permission", "Fact"], arrows(life))
    return "\n".join(lines)


def arrows(life: Lifecycle) -> list[list[str]]:
    """Print the arrows of one life."""
    order = list(life.states).index
    return [
        [
            f"`{arrow.verb}`",
            ", ".join(sorted(arrow.sources, key=order)),
            arrow.target or "stays",
            f"`{arrow.permission}`",
            f"`{arrow.fact}`",
        ]
        for arrow in life.transitions
    ]
