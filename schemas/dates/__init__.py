"""The dates of articles as feeds, scrapers and programs write them: right, or None."""

from newsdesk.schemas.dates.read import read_date

__all__ = ["read_date"]
