"""Which matter a text may be about: learnt from what people decided, shown with its reason, never applied by itself."""
