"""Rules and the working-day calendar: what holds, by which text, and what is not confirmed."""
