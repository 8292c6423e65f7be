"""The type of every nemesis: a function that strikes once, with all its choices from `chance`."""

from collections.abc import Callable
from random import Random

from tests.torture.arena import Arena

Nemesis = Callable[[Arena, Random], None]
"""Strikes once, and returns when the damage is repaired. Its docstring says what it does."""
