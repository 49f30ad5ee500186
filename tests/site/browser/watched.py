"""A page in the browser, with everything that goes wrong on it."""

from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request, Response

DRAWN = """
() => [...document.querySelectorAll("figure[data-chart]")]
  .every(one => one.classList.contains("drawn") || one.classList.contains("failed"))
"""

AXE = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
}


class Watched:
    """``faults`` are console messages, errors, failed answers and requests to other hosts, as they happen."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.faults: list[str] = []
        self._host = urlsplit(base).netloc
        self._axe = Axe()
        page.on("console", lambda message: self._fault(f"console {message.type}: {message.text}"))
        page.on("pageerror", lambda error: self._fault(f"error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("request", self._asked)
        page.on("response", self._answered)

    def open(self, path: str) -> None:
        """Go to a page of the site and wait for its charts."""
        self.page.goto(self.base + path)
        self.drawn()

    def drawn(self) -> None:
        """Wait until each chart of the page is drawn or has failed."""
        self.page.wait_for_function(DRAWN)
        for name in self.page.eval_on_selector_all(
            "figure.failed", "all => all.map(one => one.dataset.chart)"
        ):
            self._fault(f"chart not drawn: {name}")

    def barriers(self) -> list[str]:
        """What axe finds serious or critical for readers with a keyboard, a screen reader or weak sight."""
        return [
            f"{one['id']} ({one['impact']}): {one['nodes'][0]['target']} and {len(one['nodes']) - 1} more"
            for one in self._axe.run(self.page, options=AXE).response["violations"]
            if one["impact"] in {"serious", "critical"}
        ]

    def _asked(self, request: Request) -> None:
        to = urlsplit(request.url)
        if to.scheme not in {"data", "blob"} and to.netloc != self._host:
            self._fault(f"another host: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the browser itself: the reader has gone on, or downloads
            self._fault(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self._fault(f"{response.status}: {response.url}")

    def _fault(self, text: str) -> None:
        self.faults.append(f"{self.page.url}: {text}")
