"""Other systems and their keys: who may call, with what, and since when nobody did."""
