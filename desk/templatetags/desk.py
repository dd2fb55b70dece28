"""What the desk says about a post: its state, when it was saved, when it comes out."""

from django import template

from desk.editor.labels import publication_time, saved_label, state_label

register = template.Library()
register.filter("state_label", state_label)
register.filter("saved_label", saved_label)
register.filter("publication_time", publication_time)
