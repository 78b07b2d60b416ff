"""Places and their code cards: browse, issue, print, post, revoke; load tables."""
