"""The only way to read the environment: every setting has a default, a group and a sentence of help."""

import os
from dataclasses import dataclass
from typing import TypeVar

__all__ = ["SETTINGS", "Setting", "env"]

Value = TypeVar("Value", str, int, bool)

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})


@dataclass(frozen=True)
class Setting:
    """One setting an operator may give, as the reference prints it."""

    name: str
    default: str | int | bool
    help: str
    group: str


SETTINGS: dict[str, Setting] = {}


class SettingNotUnderstood(SystemExit):
    """A setting has a value that cannot be read; the message names it."""


def env(name: str, *, default: Value, help: str, group: str) -> Value:  # noqa: A002 - the house's word
    """
    Read a setting from the environment and put it on the list that the reference prints.

    :param name: as the operator writes it, e.g. ``PORT``.
    :param default: used when the variable is absent or, for a number, blank; its type is the setting's type.
    :param help: one sentence for the operator.
    :param group: the heading it stands under.
    :return: the value, of the default's type.
    :raises SettingNotUnderstood: if a number or a switch cannot be read.
    """
    SETTINGS[name] = Setting(name=name, default=default, help=help, group=group)
    text = os.environ.get(name)
    if text is None:
        return default
    return _read(name, text.strip(), default)


def _read(name: str, text: str, default: Value) -> Value:
    if isinstance(default, bool):
        if text.lower() in TRUE | FALSE:
            return text.lower() in TRUE
        raise SettingNotUnderstood(f"{name}={text!r} is not understood: write 1 or 0.")
    if isinstance(default, int):
        if not text:
            return default
        if text.lstrip("-").isdigit():
            return int(text)
        raise SettingNotUnderstood(f"{name}={text!r} is not understood: write a whole number.")
    return text
