"""Pages of lists of other hotlines. Lists and verbs come from the counters that the exchange offers."""
