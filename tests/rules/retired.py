"""Words of our own that newcomers had to learn: the field's own words took their places."""

# No part of a name, of a variable in a template or of an address is one of these.
_PARTS = """
whereabouts rewriting showable homecoming arriving arrival arrivals departure departures rhythm
lexicon sieve drawers doors door seats clash tongues haste
"""
PARTS = frozenset(_PARTS.split())

# No name is one of these.
_NAMES = """
take_words grown_from let_go put_back take_out_of_bin mend is_in_reach_of in_reach_of
in_the_hands_of is_looked_after_by lay_table show_to_a_friend panel binding voice run_by kept_by
is_kept_by KEPT_BACK TOLD LARGEST_ARRIVAL_MB LARGEST_PICTURE_MB asked_at begun_with keep_on_top
introduce engines one_moment key_from ways_in ways_back way_back joining provider_calls set_aside
stretches chores
"""
NAMES = frozenset(_NAMES.split())

# No address has one of these between its strokes.
_IN_ADDRESSES = "ways-in door known keeping arrive friend top throw-away waiting"
IN_ADDRESSES = frozenset(_IN_ADDRESSES.split())
