"""How often one person's programs may call; not at all when nobody can count."""

from typing import Any

from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import UserRateThrottle


class PersonThrottle(UserRateThrottle):
    """So many calls a minute for each person, over all their tokens.

    Without the counter (it lives in Redis) calls go through: the API must not fall with it.
    """

    def allow_request(self, request: Request, view: Any) -> bool:
        try:
            return super().allow_request(request, view)
        except RedisError:
            return True
