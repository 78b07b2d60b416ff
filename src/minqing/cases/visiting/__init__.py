"""Return visits by the hotline body: who is asked is drawn by a seed that nobody chooses, blind to whoever handled."""
