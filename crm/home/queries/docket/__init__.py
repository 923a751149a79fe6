"""Today's docket: at most seven cards a person, in the order of promise and clock."""

from crm.home.queries.docket.day import SHOWN, Day, day_of
from crm.home.queries.docket.lines import Line

__all__ = ["SHOWN", "Day", "Line", "day_of"]
