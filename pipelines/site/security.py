"""What a browser may do with a page of the site: nothing but show it, with the site's own files."""

from collections.abc import Mapping

META_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'"
)
"""The content security policy that also a page in a file can carry: no inline script, no other host."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": f"{META_POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

DOCUMENT_POLICY = "default-src 'none'; sandbox"
"""Of a file that somebody else made, such as a report."""
