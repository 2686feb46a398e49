"""The frame of the few plain pages that customers see: one file, phone first, nothing fetched from elsewhere."""

from __future__ import annotations

import html
from string import Template

# Also said in the page's own header, so that a mistake in escaping could still run no script.
CONTENT_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)

_FRAME = Template("""<!doctype html>
<html lang="$lang">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>$title</title>
<style>
:root { --paper: #faf6ef; --ink: #211d1a; --quiet: #6d655d; --line: #e4dcd0; --accent: #c8501e }
@media (prefers-color-scheme: dark) {
  :root { --paper: #1b1815; --ink: #f1eae0; --quiet: #a79d92; --line: #38322c; --accent: #ea7a45 }
}
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 17px/1.7 system-ui, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif }
main { max-width: 30rem; margin: 0 auto; padding: 2rem 1.25rem 3rem }
h1 { font-size: 1.3rem; line-height: 1.4; margin: 0 0 1.25rem; border-left: 4px solid var(--accent); padding-left: .7rem }
img { display: block; width: 100%; height: auto; border: 1px solid var(--line); margin: 0 0 1.25rem }
p { margin: 0 0 1rem; white-space: pre-line; overflow-wrap: anywhere }
p.quiet { color: var(--quiet); font-size: .9rem; border-top: 1px solid var(--line); padding-top: 1rem }
</style>
</head>
<body><main>$body</main></body>
</html>
""")


def render_page(lang: str, title: str, body: str) -> str:
    """A whole page. `title` is escaped here; `body` is markup whose words the caller has escaped."""
    tongue = "zh-CN" if lang == "zh" else "en"
    return _FRAME.substitute(lang=tongue, title=html.escape(title), body=body)
