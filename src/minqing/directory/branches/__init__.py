"""Dual reporting of party members (双报到): each by her own act, counted by village, and never a list of anybody."""
