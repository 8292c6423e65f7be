"""How fast the desk is with many articles."""
