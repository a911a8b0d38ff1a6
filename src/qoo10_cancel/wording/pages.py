"""Pages of HTML that stand alone: everything in them is escaped, for a screen and for paper."""

from __future__ import annotations

from html import escape
from typing import Final

from ..text import visible

__all__ = ["Html", "element", "page"]


class Html(str):
    """Text that is HTML already; any other text is escaped when it becomes part of a page."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: str) -> Html:
    r"""Return an element; its children and the values of its attributes are escaped.

    Characters that a browser would obey without showing them, such as those that reverse the
    line, are made visible. An attribute called `class_` becomes `class`.

    >>> element("p", "a < b\u202e", element("b", "c"), class_='"')
    '<p class="&quot;">a &lt; b\\u202e<b>c</b></p>'
    """
    names = "".join(f' {name.rstrip("_")}="{_text(value)}"' for name, value in attributes.items())
    inner = "".join(child if isinstance(child, Html) else _text(child) for child in children)
    return Html(f"<{tag}{names}>{inner}</{tag}>")


def _text(text: str) -> str:
    return escape(visible(text))


# Nothing is loaded and nothing runs, whatever a text holds.
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)

_STYLE: Final = """
*{box-sizing:border-box}
body{margin:0;background:#f4f4f2;color:#1a1a1a;line-height:1.55;
 font-family:system-ui,"Hiragino Sans","Noto Sans CJK JP","Yu Gothic UI",Meiryo,sans-serif}
:lang(zh-CN){font-family:system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
:lang(ko){font-family:system-ui,"Apple SD Gothic Neo","Noto Sans CJK KR","Malgun Gothic"}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1.25rem 2.5rem;background:#fff;min-height:100vh}
h1{font-size:1.45rem;line-height:1.3;margin:0 0 .75rem}
h2{font-size:1.05rem;margin:0 0 .4rem}
p,ol,ul,dl{margin:0 0 .5rem}
li,p,dd,.paste{white-space:pre-line;overflow-wrap:anywhere}
ol,ul{padding-left:1.5rem}
li{margin-bottom:.35rem}
section{margin-top:1.1rem;break-inside:avoid}
.limits li{font-weight:600}
.limits{list-style:none;padding:.6rem .9rem;border-left:.3rem solid #0f766e;background:#f0fdfa}
.limits li:last-child{margin:0}
.faint{color:#57534e;font-size:.86rem}
.stop{border:2px solid #b91c1c;background:#fef2f2;padding:.7rem .9rem}
.stop h2{color:#b91c1c}
.note{border:1px solid #b45309;background:#fffbeb;padding:.7rem .9rem}
.paste{border:1px solid #1a1a1a;padding:.7rem .9rem;margin:0 0 .5rem;font-size:1.05rem;
 user-select:all}
.two{display:grid;grid-template-columns:1fr 1fr;gap:0 1.75rem}
dl{display:grid;grid-template-columns:minmax(7rem,13rem) 1fr;gap:.15rem 1rem}
dt{color:#57534e}
dd{margin:0}
.hand{margin-top:1.4rem;border-top:1px solid #a8a29e;padding-top:.6rem}
.hand dd{border-bottom:1px solid #a8a29e;min-height:1.7rem}
.rules ul{columns:2;column-gap:1.75rem}
.rules li{break-inside:avoid}
.rows{list-style:none;padding:0}
.rows li{display:grid;grid-template-columns:11rem 1fr 1fr;gap:0 1rem;padding:.3rem 0;margin:0;
 border-top:1px solid #e7e5e4}
code{font-family:ui-monospace,monospace;font-size:.82rem;overflow-wrap:anywhere}
@media (max-width:40rem){.two,dl,.rows li{grid-template-columns:1fr}
 main{padding:1rem}dt{margin-top:.35rem}.rules ul{columns:1}}
@page{size:A4;margin:11mm}
@media print{html{font-size:11.5px}body{background:#fff;line-height:1.4}
 main{max-width:none;padding:0;min-height:0}
section{margin-top:.7rem}li{margin-bottom:.15rem}.two{grid-template-columns:1fr 1fr}
 dl{grid-template-columns:minmax(7rem,13rem) 1fr}.rules ul{columns:2}
 .rows li{grid-template-columns:11rem 1fr 1fr}}
"""


def page(title: str, lang: str, *body: str) -> str:
    """Return a whole page of HTML in *lang*; it loads nothing and runs nothing."""
    head = (
        Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        Html('<meta name="referrer" content="no-referrer">'),
        element("title", title),
        element("style", Html(_STYLE)),
    )
    document = element("html", element("head", *head), element("body", *body), lang=lang)
    return f"<!doctype html>\n{document}\n"
