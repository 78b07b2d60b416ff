"""The matter catalogue: the tree with what is open, one matter, loading a tree, versions, successors."""
