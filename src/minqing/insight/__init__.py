"""
Second floor: what is derived. The one screen, analysis, search of measures, public figures; from facts alone.
"""
