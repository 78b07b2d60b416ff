"""Columns that several kinds share; see the conventions in the package's docstring."""

from minqing.cases.codes import TITLES, By, Outcome, Reminder, Solved, Stage
from minqing.ledger.facts import amount, code, flag

LATE = flag("d1", "1 when it came after its due moment")
MATTER = code("d2", "matter's number, 0 while nobody has named one")
HOURS = amount("whole hours since the request was registered", "hours")
WAITED = amount("whole hours since this waiting began", "hours")
STAGE = code("d3", "what the request waits or waited for", TITLES[Stage])
BY = code("d3", "on whose word", TITLES[By])
OUTCOME = code("d3", "what the office says of it", TITLES[Outcome])
SOLVED = code("d1", "what the resident says of the matter", TITLES[Solved])
LEVEL = code("d4", "how loudly", TITLES[Reminder])
RULE = {"rule": "version of the rule that sets the due moment"}
