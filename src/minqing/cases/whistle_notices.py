"""The office outside the chain is told of a report about staff; nobody else is, and not what it is about."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases.models import WhistleReport
from minqing.cases.paths import and_above
from minqing.cases.service.whistling import PERMISSION
from minqing.cases.telling import post_each
from minqing.directory import queries as directory
from minqing.ledger.deliveries import delivers
from minqing.ledger.records import FactView

TEXTS = {
    "whistle.reported": _("Somebody reports the conduct of staff. Only your office reads it. Please take it up."),
    "whistle.reminded": _("A report about staff is past its day, and nobody has taken it up."),
}


@delivers(*TEXTS, name="cases.tell_whistle_desk", urgent=True)
def tell_whistle_desk(fact: FactView, at: datetime) -> None:
    """Tell the posts of the office itself, and none of the unit that it is about."""
    report = WhistleReport.objects.get(pk=fact.subject.id)
    able = directory.holders(PERMISSION, report.office_path, and_above(report.office_path)[0])
    free = [post for post in able if not report.unit_path or report.unit_path not in and_above(post.org_path)]
    post_each(fact, at, key="cases.tell_whistle_desk", posts=free, text=str(TEXTS[fact.kind]), urgent=True)
