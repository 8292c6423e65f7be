"""What newsdesk is built from: licences, the bill of materials and weaknesses of its lock."""
