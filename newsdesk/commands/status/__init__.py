"""The chain at work: members, lag, rates, dead letters, and what blocks workers."""
