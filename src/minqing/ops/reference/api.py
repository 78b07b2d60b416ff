"""The page of the JSON API, asked of the API itself by its address."""

import json
from typing import Any

import yaml
from django.test import RequestFactory
from django.urls import resolve
from django.utils.translation import override

__all__ = ["openapi"]

ADDRESS = "/api/v1/openapi.json"


def openapi() -> str:
    """Print the API's description as YAML."""
    view, arguments, words = resolve(ADDRESS)
    with override("en"):
        answer = view(RequestFactory().get(ADDRESS), *arguments, **words)
        description: dict[str, Any] = json.loads(answer.content)
    return yaml.dump(description, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)
