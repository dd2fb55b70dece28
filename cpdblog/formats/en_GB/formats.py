"""What the admin shows where nothing else is said: a date as on the pages, hours up to 24."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j M Y, H.i"
TIME_FORMAT = "H.i"
