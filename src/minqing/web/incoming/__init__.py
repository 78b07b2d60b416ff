"""What arrived by the channels and waits for a person, and how the channels stand."""
