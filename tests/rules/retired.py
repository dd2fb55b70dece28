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
stretches chores said told asked held sheet sheet_of EditedMeanwhile KeptMeanwhile MovedMeanwhile
saying WordsForm kept_post_in_reach post_in_reach told_in_place state_words saved_words who_that_is
posted_words own_numbers words_in_the_form TakenBack NotToClaim SaysNothing says_something
shows_something made_by_older_rules Told is_told SetAside LeftOut way_to bring_in rhythms
NotAPicture store_picture in_widths LARGEST_PICTURE asks_again_when_beaten one_at_a_time turned_away
who_look_after_it do_chores say_alive let_the_deaf_go Postman file_under wait_for_an_editor as_if
is_promised stands_empty caretakers reads_like as_it_reads written_with change_lock
"""
NAMES = frozenset(_NAMES.split())

# No address has one of these between its strokes.
_IN_ADDRESSES = "ways-in door known keeping arrive friend top throw-away waiting"
IN_ADDRESSES = frozenset(_IN_ADDRESSES.split())
