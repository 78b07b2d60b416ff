"""Ground floor, WHO WORKS: organisations, people, posts, grants, accounts, who answers for a place, who is told."""
