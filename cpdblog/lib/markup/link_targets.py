"""Where a link leads that somebody typed in haste."""

import re

# What else a browser opens, or runs, is no link here; nor is a scheme that is misspelt.
SCHEMES = frozenset({"ftp", "http", "https", "irc", "mailto", "tel"})

_HOST = r"(?:[\w-]+\.)++(?P<last>[^\W\d_]{2,}|xn--[\w-]+)(?::\d{1,5})?"
_BARE_HOST = re.compile(rf"{_HOST}(?P<path>[/?#]|$)")
_MAIL = re.compile(rf"[\w.+-]++@{_HOST}(?:\?|$)")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_WRONG_SLASHES = re.compile(r"(?i)(ftp|https?):(?!//[^/\\])[/\\]*")
# "htp//", "http;//" and "ht tp://" are schemes gone wrong, and no way from here.
_WAY_FROM_HERE = re.compile(r"[^/?#:;\s]+(?!//)(?:[/?#]|$)")
# The names of files end like the names of hosts, and no file lies beside a post.
_FILES = frozenset(
    re.findall(
        r"\w+",
        """
        asp aspx avif bmp cgi css csv doc docx epub gif htm html jpeg jpg js json jsp markdown md
        odp ods odt pdf php png ppt pptx rst rtf shtml svg tif tiff txt wav webp xhtml xls xlsx xml
        """,
    )
)


def address_meant(typed: str) -> str:
    """The address as a browser needs it; "" where it leads nowhere."""
    address = typed.strip()
    if address[:1] in {"/", "\\", "#", "?"}:
        return address
    if _MAIL.match(address):
        return f"mailto:{address}"
    if host := _BARE_HOST.match(address):
        return "" if _names_a_file(host) else f"https://{address}"
    if scheme := _SCHEME.match(address):
        return _with_scheme(address) if scheme[1].lower() in SCHEMES else ""
    return address if _WAY_FROM_HERE.match(address) else ""


def _names_a_file(host: re.Match[str]) -> bool:
    is_host = host["path"] == "/" or host[0].lower().startswith("www.")
    return host["last"].lower() in _FILES and not is_host


def _with_scheme(address: str) -> str:
    whole = _WRONG_SLASHES.sub(r"\1://", address, count=1)
    return "" if whole.endswith((":", "://")) else whole
