"""
Open311 GeoReport v2: a standard by which other systems read what is public here and file requests.

:source: https://wiki.open311.org/GeoReport_v2/; ADR 0089.
"""
