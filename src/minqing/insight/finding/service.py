"""The sounds by which measures are found, kept beside their keys: their names stand in the code and its catalogues."""

from collections.abc import Mapping

from django.utils.translation import override

from minqing.insight.models import MeasureSounds
from minqing.kernel.pinyin import sounds_of
from minqing.ledger.measures import Measure, every_measure

LANGUAGE = "zh-hans"


def fill_sounds() -> int:
    """
    Give every measure whose Chinese name is new its sounds; no event, for nothing happened. Idempotent.

    :return: how many were filled.
    """
    with override(LANGUAGE):
        titles = {key: str(one.title) for key, one in every_measure().items()}
    known = dict(MeasureSounds.objects.values_list("key", "title"))
    return _keep({key: title for key, title in titles.items() if known.get(key) != title})


def keep_sounds(measure: Measure) -> None:
    """Keep the sounds of a measure that is being published; a step of a verb."""
    _keep({measure.key: str(measure.title)})


def _keep(titles: Mapping[str, str]) -> int:
    rows = [MeasureSounds(key=key, title=title, sounds=sounds_of(title)) for key, title in titles.items()]
    MeasureSounds.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["key"], update_fields=["title", "sounds"]
    )
    return len(rows)
