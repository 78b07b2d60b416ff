"""One analysis: numbers put side by side, kept as views, and taken out as files that say what they are."""

from minqing.cases import queries as cases
from minqing.insight.pivots.dimensions import name_codes

name_codes("matter", cases.matter_names)
