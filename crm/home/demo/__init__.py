"""The demonstration company: Halden Medical sells CT scanners and looks after them.

Its customers are hospitals and practices. A scanner that stands still means patients sent
elsewhere, so a mishap hurts, and what somebody there told us is worth remembering. Each
module tells one part of the story through the actions that everybody uses; `stage` moves
the clock, so that what lies in the past was really done then.
"""

from crm.home.demo.telling import FIRST_ADDRESS, PASSWORD, SignIn, is_told, sign_ins, tell

__all__ = ["FIRST_ADDRESS", "PASSWORD", "SignIn", "is_told", "sign_ins", "tell"]
