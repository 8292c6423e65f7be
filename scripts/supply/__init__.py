"""What newsdesk is built from: the licences, the bill of materials and the weaknesses of its lock."""
