"""Filing for somebody else: at the counter, on the phone, on the round."""
