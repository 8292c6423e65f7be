"""How fast newsdesk is, part by part and beside its peers."""
