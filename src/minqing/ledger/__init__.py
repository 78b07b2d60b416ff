"""Ground floor, WHAT happened: facts, what is owed because of them, seals over them, and figures read from them."""
