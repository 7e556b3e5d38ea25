"""Write `.env.example` and `docs/settings.md` from the table of settings; with `--check`, fail when they are stale.

python -m streams.settings_docs           write both
python -m streams.settings_docs --check   compare; exit 1 and say which is stale
"""

from __future__ import annotations

import sys
from pathlib import Path

from streams.settings import SETTINGS, Setting

__all__ = ["PAGES", "main", "render_env_example", "render_page"]

_ROOT = Path(__file__).parent.parent


def render_env_example() -> str:
    """Every variable with its meaning, commented out with its default."""
    parts = [
        "# Settings of sitrep: made from streams/settings.py by `make docs`.",
        "# Copy to .env for docker compose, or read into a shell with: set -a; . ./.env; set +a",
    ]
    for row in SETTINGS:
        default = "" if row.default is None else str(row.default)
        several = " Several are separated by spaces." if row.several else ""
        secret = " Secret." if row.secret else ""
        parts.append(f"\n# {row.help}{several}{secret}\n#{row.env}={default}")
    return "\n".join(parts) + "\n"


def render_page() -> str:
    """The page `docs/settings.md`."""
    rows = "\n".join(_row(row) for row in SETTINGS)
    return f"""# Settings

<!-- Made from streams/settings.py by `make docs`. -->

Each setting is an environment variable and an option of the commands that need it. The option wins over the variable,
the variable over the default. An empty variable counts as not set. Secrets are never printed, and passwords in
connection strings are masked.

| variable | option | default | commands | means |
| --- | --- | --- | --- | --- |
{rows}
"""


def _row(row: Setting) -> str:
    default = f"`{row.default}`" if row.default is not None else "-"
    commands = ", ".join(f"`{name}`" for name in row.commands)
    notes = (" May be given several times; in the variable, separated by spaces." if row.several else "") + (
        " Secret." if row.secret else ""
    )
    return f"| `{row.env}` | `{row.option}` | {default} | {commands} | {row.help}{notes} |"


PAGES = {_ROOT / ".env.example": render_env_example, _ROOT / "docs" / "settings.md": render_page}


def main(arguments: list[str]) -> int:
    """Write or check both files."""
    stale = []
    for path, render in PAGES.items():
        if not path.exists() or path.read_text("utf-8") != render():
            stale.append(path)
            if "--check" not in arguments:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(render(), "utf-8")
    if stale and "--check" in arguments:
        sys.stderr.write(f"stale: {', '.join(path.name for path in stale)}; run `make docs`\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
