"""Ground floor, WHERE: divisions, grid cells, lanes, households as places, and the cards on their doors."""
