"""The edge: the office's pages. Screens translate; they decide nothing."""
