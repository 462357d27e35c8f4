"""Who may see the page: a browser on this machine that was given the token, and no other site's scripts."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "connect-src": "'self'",
    "img-src": "'self' data:",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
_HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_FOREIGN = "Diese Seite ist nur für den Rechner da, auf dem sie läuft. / This page is only for the machine it runs on."
_NO_TOKEN = "Bitte die Adresse öffnen, die im Terminal steht. / Please open the address that the terminal shows."  # noqa: S105


class Guard:
    """Looks at every request before anything else does; the port is known once somebody listens."""

    def __init__(self, token: str) -> None:
        self._token = token
        self.port = 0

    @property
    def _cookie(self) -> str:
        # Browsers share cookies between the ports of a host: two pages must not overwrite each other's.
        return f"losbote_{self.port}"

    def admit(self, response: web.StreamResponse) -> None:
        """Gives the browser the token as a cookie, so that it need not stand in the address."""
        response.set_cookie(self._cookie, self._token, httponly=True, samesite="Strict", path="/")

    @web.middleware
    async def look(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuses with 403 what comes for another host, from another site, or without the token."""
        hosts = {f"127.0.0.1:{self.port}", f"localhost:{self.port}"}
        origin = request.headers.get("Origin")
        if request.host not in hosts or (origin is not None and origin != f"http://{request.host}"):
            raise web.HTTPForbidden(text=_FOREIGN)
        shown = request.cookies.get(self._cookie, "")
        if request.path == "/":
            shown = request.query.get("token", shown)
        if not hmac.compare_digest(shown.encode(errors="surrogateescape"), self._token.encode()):
            raise web.HTTPForbidden(text=_NO_TOKEN)
        return await handler(request)


async def protect(_: web.Request, response: web.StreamResponse) -> None:
    """Tells the browser to load nothing from elsewhere; to be called before each response goes out."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
