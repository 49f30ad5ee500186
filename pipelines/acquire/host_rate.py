"""How fast one host is asked."""

import asyncio

from aiolimiter import AsyncLimiter


class HostRate:
    """The requests to one host: at least ``interval`` seconds apart, none while it asks for rest."""

    def __init__(self, interval: float) -> None:
        self._interval = interval
        self._limiter = AsyncLimiter(1, interval)
        self._rest_until = 0.0

    async def turn(self) -> None:
        """Wait until the next request may go."""
        await self._limiter.acquire()
        loop = asyncio.get_running_loop()
        while (rest := self._rest_until - loop.time()) > 0:
            await asyncio.sleep(rest)

    def rest(self, seconds: float) -> None:
        """Let no request go for ``seconds``; a longer rest that was asked for before still counts."""
        self._rest_until = max(self._rest_until, asyncio.get_running_loop().time() + seconds)

    def slow_down(self, interval: float) -> None:
        """From now on at least ``interval`` seconds between two requests, where that is more."""
        if interval > self._interval:
            self._interval = interval
            self._limiter = AsyncLimiter(1, interval)
