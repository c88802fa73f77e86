"""Texts that break programs: each as somebody may send it in a comment."""

TEXTS = (
    "<script>alert(1)</script> & <b>bold</b> &amp; {{ 7 * 7 }} {% raw %}",
    '=HYPERLINK("http://evil.example", "Click")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+44 -1 \t=1+1",
    "\u202eright to left\u202c \u2067and isolated\u2069 \u200f",
    "\U0001f600" * 1000,
    "👩‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿 é \u0301\u0302",
    "Mae’r tîm yn wych, ŵyr pawb hynny; does dim digon o staff",
    "a null \x00 byte, a bell \x07, an escape \x1b[31m, half a pair \ud83d",
    "_x0041_ ]]> <![CDATA[ \ufffe \uffff",
    "'; DROP TABLE release; --",
    "../../etc/passwd\r\nSet-Cookie: a=b",
)
