"""The nemeses: each does one kind of harm, and mends it before it returns."""
