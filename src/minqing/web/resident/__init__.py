"""The edge: the resident's pages. No account, no app, no script needed; every rule is a door's."""
