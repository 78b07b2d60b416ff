"""What the pattern book shows. Everybody in it is invented; nothing is read from the database."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minqing.cases.records import CaseLine, ClockView
from minqing.insight.records import Count, DayCount, Tile
from minqing.web import charts
from minqing.web.board.context import Strip, TileShown
from minqing.web.board.doing import Action

AT = datetime(2026, 9, 4, 2, 14, tzinfo=UTC)
LONG = "从上个星期天晚上开始没有水，到今天三天了，家里还有老人，要到隔壁村去挑，问了村里说不知道什么时候修好，" * 3
CLOCKS = (
    ("late", _("3 hours over")),
    ("today", _("due today")),
    ("soon", _("6 hours left")),
    ("paused", _("stopped")),
    ("calm", _("4 days left")),
    ("done", _("closed in time")),
)


def clocks() -> list[ClockView]:
    """Return the clock chip in each of its tones."""
    return [ClockView(AT, tone, text) for tone, text in CLOCKS]


def line(number: int, tone: str, words: str, **changes: Any) -> CaseLine:
    """Return one invented line of a queue."""
    text = dict(CLOCKS)[tone]
    values: dict[str, Any] = {
        "number": f"2026-{number:06}",
        "state": "handling",
        "state_label": _("In hand"),
        "matter": "供水",
        "first_words": words,
        "place_name": "清源镇 柳河村",
        "place_path": "139901/101/203/",
        "unit_name": "县水务局",
        "holder": "",
        "channel": "qr",
        "registered_at": AT - timedelta(days=2),
        "since": AT - timedelta(days=1),
        "clock": ClockView(AT, tone, text),
        "danger": False,
        "bounce": 0,
        "supervised": False,
        "solved": "",
    }
    return CaseLine(**{**values, **changes})


def rows() -> dict[str, list[dict[str, Any]]]:
    """Return a queue's lines by state: one, many, too long, late."""
    many = [
        line(2, "late", "水压太低，三楼以上上不去水", supervised=True),
        line(3, "today", "自来水三天没来，问村里说不知道"),
        line(4, "paused", "河边井盖丢了一个", bounce=2),
        line(5, "calm", "老人不会交水费，能不能上门"),
    ]
    return {
        "one": wrapped([line(1, "soon", "水表坏了半年还按估的收钱")]),
        "many": wrapped(many),
        "long": wrapped(
            [line(6, "calm", LONG, place_name="清源镇 柳河村 第三网格 柳河西巷", unit_name="县住房和城乡建设局")]
        ),
        "late": wrapped([line(7, "late", "燃气味很大，楼道里都能闻到", danger=True)]),
    }


def wrapped(lines: list[CaseLine]) -> list[dict[str, Any]]:
    """Return lines as the desk's template takes them; the first one is open."""
    return [{"line": one, "href": "#", "is_on": index == 0} for index, one in enumerate(lines)]


class Sample(forms.Form):
    """Every kind of field once."""

    short = forms.CharField(label=_("Title"), max_length=60, help_text=_("At most 60 characters."))
    words = forms.CharField(label=_("Words to the resident"), widget=forms.Textarea(attrs={"rows": 4}))
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=(("a", _("Handled")), ("b", _("Explained"))), widget=forms.RadioSelect
    )
    unit = forms.ChoiceField(label=_("Unit"), choices=(("", _("Choose")), ("w", "县水务局")), required=False)
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    sure = forms.BooleanField(label=_("She may be called about this"), required=False)


def refused() -> Sample:
    """Return the form as it comes back after a refusal."""
    form = Sample({"short": "", "words": LONG, "outcome": "a"})
    form.add_error(None, str(_("Somebody else has just changed this. Look at it again, then decide.")))
    return form


BARS = [("县水务局", 7, "#"), ("县住建局", 4, "#"), ("清源镇", 2, "#"), ("石桥乡", None, "#"), ("后张乡", 0, "#")]
MARKS = [("县水务局", 81, 140, "#"), ("县住建局", 76, 105, "#"), ("清源镇", 66, 81, "#"), ("石桥乡", None, None, "#")]
DAY = date(2026, 9, 9)


def tiles() -> list[TileShown]:
    """Return the board's tile as a count that is late, a share among its like, and with nothing to divide by."""
    return [
        _tile(_("Late now"), "件", "18", "", trend=[3.0, 5.0, 9.0, 7.0, 12.0, 18.0], tone="late"),
        _tile(
            _("On time"), "%", "91.4%", "512/560", trend=[0.9, 0.88, None, 0.93, 0.914], strip=Strip(176, 187, 182.8)
        ),
        _tile(_("Say solved"), "%", "—", "0/0", trend=[]),
    ]


def _tile(
    title: Any, unit: str, value: str, counts: str, *, trend: list[float | None], tone: str = "", strip: Any = None
) -> TileShown:
    words = {"question": title, "counts": LONG, "misleads": LONG, "unit": unit, "better": "lower", "definition": ""}
    return TileShown(
        tile=Tile("cases.sample", title, now=Count(0), before=None, last_month=None, months=(), likes=None, **words),
        value=value,
        counts=counts,
        tone=tone,
        drill="#",
        how="#",
        whole_href="#",
        action=Action(_("See what is due soon"), "#"),
        before="去年同期 9，今年多 9",
        likes="同类的 11 个地方，居中的一半在 88.0% 到 93.5% 之间。" if strip else "",
        strip=strip,
        line=charts.trend(trend),
        months=tuple((date(2026, 4 + number, 1), f"{one}") for number, one in enumerate(trend)),
        unit="" if counts else unit,
    )


def days() -> list[DayCount]:
    """Return three weeks with a day of nothing and a day of most."""
    return [DayCount(date(2026, 8, 17) + timedelta(days=number), number * 7 % 23) for number in range(19)]
