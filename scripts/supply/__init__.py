"""The lock's packages: their licences, their bill of materials, and their known weaknesses."""
