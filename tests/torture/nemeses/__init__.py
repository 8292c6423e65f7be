"""The nemeses: each causes one kind of fault, and repairs it before it returns."""
