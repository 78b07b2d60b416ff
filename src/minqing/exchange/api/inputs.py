"""What a verb asks for, as a schema: printed from the same table as the office's forms."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, create_model
from pydantic_core import PydanticCustomError

from minqing.kernel.secrecy import refuse_secret
from minqing.kernel.verbs import Field as Asked
from minqing.kernel.verbs import Verb

TEXT_LIMIT = 10_000
SHORT_LIMIT = 300
LINES_LIMIT = 100
INT_LIMIT = 2**31 - 1
SMALL_LIMIT = 2**15 - 1
EMPTY: dict[str, Any] = {
    **dict.fromkeys(("text", "longtext", "choice", "organisation", "number"), ""),
    "choices": [],
    "lines": [],
    "answers": {},
    "bool": False,
}
"""What an optional field holds when it was left out; the other kinds hold nothing at all."""


def _storable(text: str) -> str:
    """Refuse what may not be kept: the mark of a secret paper, NUL and lone halves of a surrogate pair."""
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise PydanticCustomError("unkept", "control characters cannot be kept")
    refuse_secret(text)  # no ValueError: it leaves as the same refusal that pages show
    return text


Text = Annotated[str, AfterValidator(_storable)]
Short = Annotated[str, StringConstraints(max_length=SHORT_LIMIT), AfterValidator(_storable)]
Long = Annotated[str, StringConstraints(max_length=TEXT_LIMIT), AfterValidator(_storable)]
Path = Annotated[str, StringConstraints(max_length=120), AfterValidator(_storable)]
Number = Annotated[int, Field(ge=-INT_LIMIT - 1, le=INT_LIMIT)]


class Cursor(BaseModel):
    """Which page."""

    cursor: Annotated[Short, Field(description="`next` or `previous` of a page seen before.")] | None = None


class Input(BaseModel):
    """What comes in; an unknown field is an error, since a typing slip must not pass in silence."""

    model_config = ConfigDict(extra="forbid")


def input_of(verb: Verb) -> type[Input]:
    """
    Make the schema of what a verb asks for.

    :return: a class named after the verb, e.g. ``AskExtensionInput``.
    """
    name = "".join(part.capitalize() for part in verb.key.split("_")) + "Input"
    inside = {asked.name: (_type_of(asked), _default_of(asked)) for asked in verb.fields}
    return create_model(name, __base__=Input, __doc__=str(verb.title), **inside)  # type: ignore[call-overload]


def _type_of(asked: Asked) -> Any:
    kinds: dict[str, Any] = {
        "text": _text(asked, SHORT_LIMIT),
        "longtext": _text(asked, TEXT_LIMIT),
        "choice": _choice(asked),
        "choices": list[_choice(asked)],  # type: ignore[misc]  # built at run time
        "date": date,
        "datetime": AwareDatetime,
        "int": _integer(asked),
        "matter": _integer(asked),
        "bool": bool,
        "organisation": Path,
        "number": Short,
        "lines": Annotated[list[_text(asked, TEXT_LIMIT)], Field(max_length=LINES_LIMIT)],  # type: ignore[misc]
        "answers": Annotated[dict[Short, Long], Field(max_length=LINES_LIMIT)],
    }
    kind = kinds[asked.kind]
    return kind | None if not asked.required and asked.kind not in EMPTY else kind


def _default_of(asked: Asked) -> Any:
    words = " ".join(str(part) for part in (asked.label, asked.help) if part)
    if asked.required:
        return Field(..., description=words)
    nothing = EMPTY.get(asked.kind) if asked.initial is None else asked.initial
    return Field(nothing, description=words)


def _text(asked: Asked, limit: int) -> Any:
    least = 1 if asked.required and asked.kind != "lines" else 0
    return Annotated[Text, StringConstraints(min_length=least, max_length=asked.max_length or limit)]


def _integer(asked: Asked) -> Any:
    low, high = (0, SMALL_LIMIT) if asked.kind == "matter" else (-INT_LIMIT - 1, INT_LIMIT)
    least = low if asked.min_value is None else asked.min_value
    most = high if asked.max_value is None else asked.max_value
    return Annotated[int, Field(ge=least, le=most)]


def _choice(asked: Asked) -> Any:
    if asked.choices is None or callable(asked.choices):
        return Short  # a list that people edit is checked by the verb
    values = tuple(value for value, _title in asked.choices)
    values += () if asked.required else ("",)
    return Literal[values] if values and all(isinstance(value, str) for value in values) else Short


def given(body: BaseModel) -> dict[str, Any]:
    """Return what was sent, with the defaults of what was not, as keyword arguments for the verb."""
    return {name: getattr(body, name) for name in type(body).model_fields}
