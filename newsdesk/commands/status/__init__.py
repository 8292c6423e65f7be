"""What the chain is doing now: members, lag, rates, dead letters, and what blocks workers."""
