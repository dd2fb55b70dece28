"""Where a reader sees what a player or a script shows."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urljoin, urlsplit

# What an address begins with and the page that shows the same, from what its groups hold.
_PAGES = [
    (re.compile(pattern), page)
    for pattern, page in [
        (
            r"(?:www\.)?youtube(?:-nocookie)?\.com/embed/videoseries\?.*?list=([\w-]+)",
            "www.youtube.com/playlist?list={}",
        ),
        (
            r"(?:www\.)?youtube(?:-nocookie|\.googleapis)?\.com/(?:embed|v)/([\w-]{6,20})",
            "www.youtube.com/watch?v={}",
        ),
        (r"player\.vimeo\.com/video/(\d+)", "vimeo.com/{}"),
        (r"(?:www\.)?vimeo\.com/moogaloop\.swf\?(?:.*&)?clip_id=(\d+)", "vimeo.com/{}"),
        (
            r"(?:www\.)?dailymotion\.com/(?:embed/video|swf(?:/video)?)/(\w+)",
            "www.dailymotion.com/video/{}",
        ),
        (r"open\.spotify\.com/embed/(\w+/\w+)", "open.spotify.com/{}"),
        (r"embed\.ted\.com/(?:talks/)?([\w/-]+)", "www.ted.com/talks/{}"),
        (r"archive\.org/embed/([\w.-]+)", "archive.org/details/{}"),
        (r"videopress\.com/embed/(\w+)", "videopress.com/v/{}"),
        (r"codepen\.io/([\w-]+)/embed/(?:preview/)?(\w+)", "codepen.io/{}/pen/{}"),
        (r"giphy\.com/embed/(\w+)", "giphy.com/gifs/{}"),
        (r"(?:www\.)?instagram\.com/(p|reel)/([\w-]+)/embed", "www.instagram.com/{}/{}/"),
        (r"gist\.github\.com/([\w-]+(?:/\w+)?)\.js", "gist.github.com/{}"),
        (r"(?:static|secure)\.polldaddy\.com/p/(\d+)\.js", "poll.fm/{}"),
        (r"jsfiddle\.net/([\w/-]+?)/embed\b", "jsfiddle.net/{}/"),
        (r"asciinema\.org/a/(\w+)\.js", "asciinema.org/a/{}"),
        (r"pastebin\.com/embed_js(?:/|\.php\?i=)(\w+)", "pastebin.com/{}"),
    ]
]
# The field of an address in which the page is named.
_NAMING = {
    "w.soundcloud.com/player": "url",
    "player.soundcloud.com/player.swf": "url",
    "www.facebook.com/plugins/post.php": "href",
    "www.facebook.com/plugins/video.php": "href",
}
# Scripts that dress what stands beside them, count readers or advertise.
_HELPERS = re.compile(
    r"(?:^|\.)(?:addthis\.com|addtoany\.com|ampproject\.org|assets\.pinterest\.com"
    r"|cloudflareinsights\.com|codepen\.io|connect\.facebook\.net|doubleclick\.net"
    r"|embedr\.flickr\.com|embed\.redditmedia\.com|googlesyndication\.com|google-analytics\.com"
    r"|googletagmanager\.com|instagram\.com|jquery\.com|jsdelivr\.net|platform\.linkedin\.com"
    r"|platform\.twitter\.com|quantserve\.com|redditmedia\.com|scorecardresearch\.com"
    r"|statcounter\.com|tiktok\.com|unpkg\.com|wp\.com)$"
)


def page_of(written: str, base: str = "") -> str:
    """The page to see what is shown from the address WRITTEN on the page BASE; "" for none."""
    try:
        address = urljoin(base or "https:", written.strip())
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return ""
    whole = f"{parts.netloc.lower()}{address.partition(parts.netloc)[2]}"
    for pattern, page in _PAGES:
        if found := pattern.match(whole):
            return f"https://{page.format(*found.groups())}"
    field = _NAMING.get(f"{parts.netloc}{parts.path.rstrip('/')}", "")
    named = parse_qs(parts.query).get(field, [""])[0]
    return named if named.startswith(("http://", "https://")) else address


def is_helper(address: str) -> bool:
    try:
        return bool(_HELPERS.search(urlsplit(address).hostname or ""))
    except ValueError:
        return True


def whole_address(written: str) -> str:
    """As WordPress completes what was typed without its beginning."""
    address = html.unescape(written.strip())
    if address.startswith(("http://", "https://", "mailto:")):
        return address
    if re.fullmatch(r"[^\s@/]+@[^\s@/]+", address):
        return f"mailto:{address}"
    return f"https://{address}" if re.match(r"[\w-]+(?:\.[\w-]+)+(?:/|\Z)", address) else ""
