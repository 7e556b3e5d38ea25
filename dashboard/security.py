"""Headers that keep a page to its own machine: no script, style, image or connection from anywhere else."""

from __future__ import annotations

from collections.abc import Sequence

import dash

__all__ = ["content_security_policy", "security_headers"]


def content_security_policy(script_hashes: Sequence[str]) -> str:
    """The policy; `script_hashes` are Dash's own inline scripts, known once every clientside callback is registered."""
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *script_hashes]),
        "style-src": "'self' 'unsafe-inline'",  # plotly and Dash set style attributes
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def security_headers(app: dash.Dash) -> dict[str, str]:
    """What every response carries. Call it after `create_app`: a callback registered later would be blocked."""
    return {
        "Content-Security-Policy": content_security_policy(app.csp_hashes()),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    }
