"""First floor, the request door: a resident's request from its registration to her own answer whether it is solved."""
