"""One intake for all channels: what arrives by each is kept at once, made a request of, and answered."""
