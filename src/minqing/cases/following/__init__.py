"""Following a request that everybody may read: a receipt of one's own, without a word and without a name."""
