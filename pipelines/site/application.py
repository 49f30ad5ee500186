"""The site as an ASGI application over the current release: every page, chart and file, by GET only."""

import hashlib
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import asynccontextmanager, suppress
from functools import partial
from importlib.metadata import version

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pipelines.config import Settings
from pipelines.language import N_
from pipelines.site.assets import BUNDLE, FOLDER, assets
from pipelines.site.assets import TYPES as ASSET_TYPES
from pipelines.site.block import Block
from pipelines.site.charts import specification
from pipelines.site.downloads import TYPES, download
from pipelines.site.drawing import Drawing, bundle
from pipelines.site.pages.every import FILES, PAGES
from pipelines.site.release import Current, NothingPublishedError, Release
from pipelines.site.render import render
from pipelines.site.security import HEADERS
from pipelines.site.visit import (
    LANGUAGES,
    Content,
    File,
    MovedError,
    NoSuchPageError,
    Page,
    TooBusyError,
    Visit,
    prefix,
)

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
"""A page may be kept, and is asked for again with its tag: the release may have changed."""

MOST_AT_ONCE = 4
"""Requests that are worked on; others wait."""

Handler = Callable[[Request], Response]


class Site:
    """The pages of one warehouse. Handlers run in threads; ``MOST_AT_ONCE`` work at the same time."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.current = Current(settings.warehouse)
        self.drawing = Drawing()
        self._turn = threading.BoundedSemaphore(MOST_AT_ONCE)

    def page(self, page: Page, language: str, request: Request) -> Response:
        """A page as HTML."""
        return self._answer(request, language, lambda visit: self._html(page, visit, request), page)

    def chart(self, page: Page, language: str, request: Request) -> Response:
        """A chart of a page, as a specification (json) or drawn (svg)."""

        def draw(visit: Visit) -> Response:
            block = _block(page, visit, request)
            if block.chart is None or request.path_params["kind"] not in {"json", "svg"}:
                raise NoSuchPageError(N_("There is no such chart."))
            spec = specification(block.chart(block.rows), language)
            if request.path_params["kind"] == "json":
                return JSONResponse(spec)
            return Response(self.drawing.svg(spec, language), media_type="image/svg+xml")

        return self._answer(request, language, draw, page)

    def data(self, page: Page, request: Request) -> Response:
        """The rows of a block of a page as a file."""

        def write(visit: Visit) -> Response:
            kind = request.path_params["kind"]
            if kind not in TYPES:
                raise NoSuchPageError(N_("There is no such file."))
            name = f"{request.path_params['block']}.{kind}"
            content = download(_block(page, visit, request), kind)
            disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
            return Response(content, media_type=TYPES[kind], headers=disposition)

        return self._answer(request, LANGUAGES[0], write, page)

    def file(self, file: File, request: Request) -> Response:
        """A file that is no page."""

        def make(visit: Visit) -> Response:
            body = file.content(visit, **_parameters(request))
            return Response(body.content, media_type=body.type, headers=dict(body.headers))

        return self._answer(request, LANGUAGES[0], make, file)

    def asset(self, request: Request) -> Response:
        """A file that every page uses."""
        name = request.path_params["name"]
        cached = {"Cache-Control": FOR_EVER, **HEADERS}
        if name == BUNDLE:
            return Response(bundle(), media_type=ASSET_TYPES[".js"], headers=cached)
        for asset in assets().values():
            if asset.path == f"{FOLDER}/{name}":
                return Response(asset.content, media_type=asset.type, headers=cached)
        return _plain("There is no such file.", 404)

    def no_such_address(self, request: Request, __: Exception) -> Response:
        """The page for an address that no page has."""
        language = next((one for one in LANGUAGES if request.url.path.startswith(f"/{one}/")), LANGUAGES[0])
        try:
            visit = Visit(
                self.current.release(),
                language,
                request.url.path.removeprefix(f"/{prefix(language)}").lstrip("/"),
            )
        except NothingPublishedError as error:
            return _plain(str(error), 503)
        _ = visit.text
        return self._missing(visit, _("The site has no page at this address."))

    def _html(self, page: Page, visit: Visit, request: Request) -> Response:
        content = page.content(visit, **_parameters(request))
        return Response(render(visit, page.template, content), media_type="text/html")

    def _answer(
        self, request: Request, language: str, make: Callable[[Visit], Response], of: Page | File
    ) -> Response:
        with self._turn:
            try:
                release = self.current.release()
            except NothingPublishedError as error:
                return _plain(str(error), 503)
            tag = _tag(release, request)
            if of.is_kept and request.headers.get("if-none-match") == tag:
                return Response(status_code=304, headers={"ETag": tag, "Cache-Control": ASK_AGAIN})
            path = of.path.format(**_parameters(request))
            asked, settings = dict(request.query_params), self.settings
            visit = Visit(release, language, path, asked, settings.raw, has_console=settings.console)
            try:
                response = make(visit)
            except MovedError as error:
                moved = {"Location": visit.link(error.leads[0][0]), "Cache-Control": ASK_AGAIN, **HEADERS}
                return Response(status_code=302, headers=moved)
            except NoSuchPageError as error:
                return self._missing(visit, str(error), error.leads)
            except TooBusyError as error:
                return self._busy(visit, str(error))
            kept = {"ETag": tag, "Cache-Control": ASK_AGAIN} if of.is_kept else {"Cache-Control": "no-store"}
            response.headers.update({**kept, **HEADERS, **response.headers})
            return response

    def _missing(self, visit: Visit, sentence: str, leads: Sequence[tuple[str, str]] = ()) -> Response:
        _ = visit.text
        told = {"sentence": _(sentence), "leads": leads}
        shown = render(visit, "missing.html", Content(_("Not found"), values=told))
        return Response(shown, 404, media_type="text/html", headers=dict(HEADERS))

    def _busy(self, visit: Visit, sentence: str) -> Response:
        _ = visit.text
        told = {"sentence": sentence, "leads": ()}
        shown = render(visit, "missing.html", Content(_("Busy"), values=told))
        return Response(shown, 503, media_type="text/html", headers={"Retry-After": "10", **HEADERS})


def application(settings: Settings) -> Starlette:
    """The application over the releases of ``settings.warehouse``; it writes nothing."""
    site = Site(settings)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        threading.Thread(target=_make_the_bundle, daemon=True).start()
        yield
        site.drawing.close()

    # The longest addresses first: a name in braces must not take the word of another page.
    pages = sorted(PAGES, key=lambda page: "{" in page.path)
    routes = [Route(f"/{FOLDER}/{{name}}", site.asset)]
    routes += [Route(f"/{file.path}", partial(site.file, file)) for file in FILES]
    for page in pages:
        routes.append(Route(f"/{page.path}datos/{{block}}.{{kind}}", partial(site.data, page)))
        for language in LANGUAGES:
            start = f"/{prefix(language)}{page.path}"
            routes.append(Route(f"{start}graficos/{{block}}.{{kind}}", partial(site.chart, page, language)))
            routes.append(Route(start, partial(site.page, page, language)))
    handlers = {404: site.no_such_address}
    return Starlette(
        routes=routes,
        exception_handlers=handlers,
        middleware=[Middleware(GZipMiddleware, minimum_size=500)],
        lifespan=life,
    )


def _make_the_bundle() -> None:
    """Make it before the first reader asks for it. A site that is ended meanwhile does without."""
    with suppress(BrokenProcessPool):
        bundle()


def _parameters(request: Request) -> dict[str, str]:
    """The names of the address that the page's content asks for."""
    own = {"block", "kind"}
    return {name: value for name, value in request.path_params.items() if name not in own}


def _block(page: Page, visit: Visit, request: Request) -> Block:
    content = page.content(visit, **_parameters(request))
    try:
        return content.block(request.path_params["block"])
    except KeyError:
        raise NoSuchPageError(N_("There is no such file.")) from None


def _tag(release: Release, request: Request) -> str:
    """Changes with the release, the program and the address."""
    parts = f"{release.name} {version('panel-social')} {request.url.path} {request.url.query}"
    return f'"{hashlib.sha256(parts.encode()).hexdigest()[:20]}"'


def _plain(sentence: str, status: int) -> Response:
    return Response(sentence, status, media_type="text/plain", headers=dict(HEADERS))
