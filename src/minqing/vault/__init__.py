"""Ground floor, WHO ASKED: contacts and original words, encrypted, revealed on record, erased by the clock."""
