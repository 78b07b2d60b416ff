"""
What can happen to a request: the catalogue of fact kinds, with the columns that figures read.

Conventions over all kinds: ``d1`` says late where something was due, ``d2`` is the matter's number (0 while nobody
has named one), ``d3`` the code that tells the kinds of this event apart, ``d4`` a second one, ``qty`` an amount.
``org_path`` is the unit that held the request at that moment, ``place_path`` where the matter lies. Codes are those
of :mod:`minqing.cases.codes`.

*Leaving* facts take a request out of the open stock: closed, declined, diverted, withdrawn. Each carries
``late``: the answer that stood when it left came after the promised moment (or there was none, and the moment had
passed). A request that leaves late, or is answered late, has always become overdue first. So, at any moment:

* open             = registered + reopened - leaving
* open at a unit   = registered + stage_entered - stage_passed  (registering enters stage 1)
* in one stage     = the same, filtered by stage
* overdue and open = became_overdue - overdue_lifted - leaving{late}
* on time          = closed{not late} / (closed + overdue and open)
* closed when due  = case.due{not late} / case.due  (DC-05, by the day on which it was due)
* unverified       = rating.asked - rating.given that still stands
* rulings overdue  = ruling_became_overdue - ruled{late} - dispute_ended{late}
* parts overdue    = part_became_overdue - part_answered, _returned, _left_out and _ended, each {late}

A resident who changes a rating: the earlier ``rating.given`` is reversed, a new one recorded, and ``rating.changed``
says that it happened.
"""

from minqing.ledger.facts import declare

from .answering import ANSWERING
from .around import RESIDENT, TABLES
from .clocks import CLOCK
from .coming_in import INTAKE
from .ending import ENDING
from .handling import HANDLING
from .kinds import KINDS
from .merging import MERGING
from .policies import POLICIES
from .suggesting import SUGGESTING
from .tables import CATALOGUE, ROUTEBOOK
from .together import DISPUTES, PARTS, TABLED
from .topics import TOPICS
from .visits import VISITS
from .whistles import WHISTLES

__all__ = [
    "ANSWERING",
    "CATALOGUE",
    "CLOCK",
    "DISPUTES",
    "ENDING",
    "HANDLING",
    "INTAKE",
    "KINDS",
    "MERGING",
    "PARTS",
    "POLICIES",
    "RESIDENT",
    "ROUTEBOOK",
    "SUGGESTING",
    "TABLED",
    "TABLES",
    "TOPICS",
    "VISITS",
    "WHISTLES",
]

declare(*INTAKE, *HANDLING, *ENDING, *CLOCK, *RESIDENT, *TABLES)
declare(*CATALOGUE)
declare(*PARTS, *DISPUTES, *TABLED)
declare(*ANSWERING)
declare(*POLICIES, *WHISTLES, *VISITS)
declare(*SUGGESTING)
declare(*ROUTEBOOK)
declare(*MERGING, *TOPICS)
declare(*KINDS)
