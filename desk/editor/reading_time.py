"""How long a text is, in words and in the time that reading takes."""

from django.utils.translation import gettext, ngettext

from posts.models.text import WORDS_A_MINUTE

A_MOMENT, HALF_A_MINUTE = 0.25, 0.75


def reading_time(word_count: int) -> str:
    """ "108 words, about half a minute": how long reading it takes."""
    if not word_count:
        return gettext("No words yet")
    length = ngettext("%d word", "%d words", word_count) % word_count
    minutes = word_count / WORDS_A_MINUTE
    if minutes < A_MOMENT:
        return gettext("%s, a moment") % length
    if minutes < HALF_A_MINUTE:
        return gettext("%s, about half a minute") % length
    whole = max(1, round(minutes))
    time = ngettext("about a minute", "about %d minutes", whole)
    return f"{length}, {time % whole if '%d' in time else time}"
