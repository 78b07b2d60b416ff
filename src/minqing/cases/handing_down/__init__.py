"""What departments handed down to townships, by matter: the task, and the law, money and staff that go with it."""
