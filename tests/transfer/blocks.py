"""Blocks of WordPress as its editor stores them and what each is here, and players by place."""

from __future__ import annotations

import re
from pathlib import Path

_TABLE = Path(__file__).parent / "exports" / "wordpress_blocks.txt"
_CASE = re.compile(r"(?ms)^=== (.+?)\n(.+?)\n--- is here\n(.+?)\n\n(?====|\Z)")

BLOCKS = {name: (written, shown) for name, written, shown in _CASE.findall(_TABLE.read_text())}

# What a frame of a place plays, and the page where readers see it.
FRAMES = {
    "//www.youtube.com/embed/abcdefghijk?rel=0": "https://www.youtube.com/watch?v=abcdefghijk",
    "https://www.youtube.com/embed/videoseries?a=b&list=PL12": (
        "https://www.youtube.com/playlist?list=PL12"
    ),
    "https://www.youtube-nocookie.com/embed/abcdefghijk": (
        "https://www.youtube.com/watch?v=abcdefghijk"
    ),
    "https://player.vimeo.com/video/76979871?h=1": "https://vimeo.com/76979871",
    "http://vimeo.com/moogaloop.swf?clip_id=76979871&server=x": "https://vimeo.com/76979871",
    "https://www.dailymotion.com/embed/video/x7": "https://www.dailymotion.com/video/x7",
    "https://open.spotify.com/embed/track/4u": "https://open.spotify.com/track/4u",
    "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/1&color=0": (
        "https://api.soundcloud.com/tracks/1"
    ),
    "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2F1": (
        "https://www.facebook.com/a/1"
    ),
    "https://embed.ted.com/talks/lang/de/ada": "https://www.ted.com/talks/lang/de/ada",
    "https://archive.org/embed/sea-1912": "https://archive.org/details/sea-1912",
    "https://videopress.com/embed/aBc?hd=1": "https://videopress.com/v/aBc",
    "https://codepen.io/ada/embed/preview/xYz?height=9": "https://codepen.io/ada/pen/xYz",
    "https://giphy.com/embed/x1": "https://giphy.com/gifs/x1",
    "https://www.instagram.com/p/Ab-1/embed/": "https://www.instagram.com/p/Ab-1/",
    "https://docs.example/d/1/embed": "https://docs.example/d/1/embed",
    "/map": "http://quiet.example/map",
}
# Scripts that show something, and the page where readers see it.
SCRIPTS = {
    "https://gist.github.com/ada/1f.js?file=a.py": "https://gist.github.com/ada/1f",
    "http://gist.github.com/123.js": "https://gist.github.com/123",
    "http://static.polldaddy.com/p/12.js": "https://poll.fm/12",
    "//jsfiddle.net/ada/x1/embed/js,html/": "https://jsfiddle.net/ada/x1/",
    "https://asciinema.org/a/7.js": "https://asciinema.org/a/7",
    "https://pastebin.com/embed_js/Ab1": "https://pastebin.com/Ab1",
    "https://x.example/widget.js": "https://x.example/widget.js",
}
