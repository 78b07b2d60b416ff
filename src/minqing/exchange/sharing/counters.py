"""What shared data lend to the pages of the office: three lists, and the verbs."""

from minqing.kernel.counters import Counter, offer_counter

from . import facts, queries, tasks  # noqa: F401  # kinds of fact and periodic work join their registries
from .verbs import VERBS

offer_counter("elements", Counter(rows=queries.catalogue, verbs=VERBS))
offer_counter("data_grants", Counter(rows=queries.data_grants, verbs=VERBS))
offer_counter("data_uses", Counter(rows=queries.data_uses, verbs={}))
