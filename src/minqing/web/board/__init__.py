"""The one screen: how this county, township or unit fares, and what to do about it."""
