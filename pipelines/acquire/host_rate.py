"""Limit the rate of requests to one host."""

import asyncio

from aiolimiter import AsyncLimiter


class HostRate:
    """Spaces requests to one host at least ``interval`` seconds apart, and pauses them on demand."""

    def __init__(self, interval: float) -> None:
        self._interval = interval
        self._limiter = AsyncLimiter(1, interval)
        self._paused_until = 0.0

    async def wait(self) -> None:
        """Wait until the next request may be sent."""
        await self._limiter.acquire()
        loop = asyncio.get_running_loop()
        while (pause := self._paused_until - loop.time()) > 0:
            await asyncio.sleep(pause)

    def pause(self, seconds: float) -> None:
        """Send nothing for ``seconds``. A longer pause that is under way is not shortened."""
        self._paused_until = max(self._paused_until, asyncio.get_running_loop().time() + seconds)

    def slow_down(self, interval: float) -> None:
        """Raise the interval to ``interval`` seconds; a longer one is kept."""
        if interval > self._interval:
            self._interval = interval
            self._limiter = AsyncLimiter(1, interval)
