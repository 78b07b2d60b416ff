"""What servers of other systems lend to the pages of the office."""

from minqing.kernel.counters import Counter, offer_counter

from . import facts, queries, tasks  # noqa: F401  # kinds of fact and periodic work join their registries
from .verbs import VERBS

offer_counter("peers", Counter(rows=queries.peers, verbs=VERBS))
