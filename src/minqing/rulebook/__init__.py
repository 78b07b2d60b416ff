"""Ground floor, BY WHICH RULE: dated sourced rules, the working-day calendar, clocks that show their working."""
