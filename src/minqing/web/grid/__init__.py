"""The grid worker's room: a telephone that works without network, and the map of cells."""
