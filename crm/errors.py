"""One error for every broken rule: a sentence for the person, a stable code for programs."""


class RuleBrokenError(Exception):
    """Raised by actions; doors turn it into a sentence at the form or a 4xx answer.

    `message` is written for the person and already translated. `code` is stable, such as
    `recovery.already_answered`. `field` names the form field it belongs to, if any.
    """

    def __init__(
        self, message: str, code: str, *, field: str | None = None, status: int = 409
    ) -> None:
        super().__init__(message)
        self.message = str(message)
        self.code = code
        self.field = field
        self.status = status


class NotVisibleError(RuleBrokenError):
    """Raised where the person may not even know that the thing exists: always a 404."""

    def __init__(self, message: str, code: str = "not_found") -> None:
        super().__init__(message, code, status=404)


class NotAllowedError(RuleBrokenError):
    """Raised where the person sees the thing but may not do this to it: always a 403."""

    def __init__(self, message: str, code: str = "not_allowed") -> None:
        super().__init__(message, code, status=403)
