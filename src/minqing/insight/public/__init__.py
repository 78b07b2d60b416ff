"""The public figures: fixed tables, place by month, frozen daily, with small cells hidden in earnest."""
