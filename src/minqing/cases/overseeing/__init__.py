"""
The ladder of supervision (督办): reminder, order with a day, listed supervision, talk; each answered in writing.

Nothing climbs by itself: the page says where the next step is due, a person takes it. One thing is supervised once at
a time, and a unit not for more things at once than the rule allows.

:source: XF-20, DD-02, P10.
"""
