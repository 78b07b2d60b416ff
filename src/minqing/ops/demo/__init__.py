"""The edge: the demo county 青禾县 (139901), invented from end to end and made through the services."""
