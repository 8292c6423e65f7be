"""Why an article has its topics: the sentences that voted, the runner-up and the threshold."""
