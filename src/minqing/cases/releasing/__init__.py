"""Requests that everybody may read: released one by one, in words of the office's own, cut to the village."""
