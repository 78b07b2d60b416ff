"""Units, posts, people, accounts, grants: who works and what they may do."""
