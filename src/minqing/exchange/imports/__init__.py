"""Lists of other hotlines: read, mapped, checked, taken in, and destroyed. Rules of requests stay with the requests."""
