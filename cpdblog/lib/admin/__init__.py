"""What the pages of the admin share: a host may look after everything, and many cost as few."""

from cpdblog.lib.admin.bulk import CHANGED_MEANWHILE, BulkAction, Sentence
from cpdblog.lib.admin.filters import year_filter
from cpdblog.lib.admin.formsets import HostInline, NamedFormSet, VerbFormSet
from cpdblog.lib.admin.pages import ForHosts, HostAdmin, ReadOnly, delete_selected
from cpdblog.lib.admin.questions import VERSION, asks
from cpdblog.lib.admin.shown import by_itself, counted, links, marked, posts_counted
from cpdblog.lib.admin.words import with_words, word_indexes

__all__ = [
    "CHANGED_MEANWHILE",
    "VERSION",
    "BulkAction",
    "ForHosts",
    "HostAdmin",
    "HostInline",
    "NamedFormSet",
    "ReadOnly",
    "Sentence",
    "VerbFormSet",
    "asks",
    "by_itself",
    "counted",
    "delete_selected",
    "links",
    "marked",
    "posts_counted",
    "with_words",
    "word_indexes",
    "year_filter",
]
