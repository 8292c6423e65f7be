"""Speed benchmarks of newsdesk, of its parts and of comparable tools ("peers")."""
