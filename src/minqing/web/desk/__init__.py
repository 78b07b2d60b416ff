"""The desk: queues on the left, one request on the right."""
