"""How many topics stand open, and how many were finished by their day."""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.declaring import declare_measures
from minqing.ledger.measures import Better, Given, Measure, Tally, Worked
from minqing.ledger.terms import Term

OPEN = Measure(
    key="cases.topics_open",
    title=_("Topics open"),
    question=_("How many topics were open at the end?"),
    unit="个",
    part=(Term("topic.opened", until_end=True), Term("topic.finished", sign=-1, until_end=True)),
    counts=_("Opened and not yet finished, at the end of the period, at the place and unit of the topic."),
    misleads=_("A county without topics may have no gatherings, or may not have looked."),
    worked=Worked([Given("topic.opened", times=3, when="before"), Given("topic.finished")], Tally(2, 0)),
)
ON_TIME = Measure(
    key="cases.topics_on_time",
    title=_("Topics finished by their day"),
    question=_("Of the topics finished, how many were by the day that was set?"),
    unit="%",
    part=(Term("topic.finished", {"late": 0}),),
    whole=(Term("topic.finished"),),
    counts=_("Topics finished in the period. Those that lie past their day unfinished are not in it."),
    misleads=_("Whoever sets far days is always on time. Read it beside the topics that stand open."),
    worked=Worked([Given("topic.finished", {"late": 0}, 3), Given("topic.finished", {"late": 1}, 1)], Tally(3, 4)),
    better=Better.HIGHER,
)

declare_measures(OPEN, ON_TIME)
