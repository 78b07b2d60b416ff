"""E-mail as a way in: fetched from a mailbox, or handed over by the mail server one message at a time."""
