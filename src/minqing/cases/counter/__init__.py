"""A township's one counter with its three functions: approval, service, management (一平台、三职能、一网格; GR-11)."""
