"""A chain at work, looked at from outside: groups, lag, counts, and what workers say."""
