"""What the desk says about a post: its state, when it was saved."""

from django import template

from desk.editor.labels import saved_label, state_label, time_zone_label

register = template.Library()
register.filter("state_label", state_label)
register.filter("saved_label", saved_label)
register.filter("time_zone_label", time_zone_label)
