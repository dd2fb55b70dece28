"""House rules, privacy and what robots are told."""

from tests.pages import get, words


def test_the_colophon_leads_to_rules_and_privacy() -> None:
    for address in ("/house-rules/", "/privacy/"):
        assert f'<a href="{address}">' in get("/privacy/")
        assert get(address)


def test_privacy_names_every_kind_of_cookie_and_how_to_be_removed() -> None:
    page = words(get("/privacy/"))

    assert "As long as you only read, we set none." in page
    assert "How to have something removed" in page


def test_robots_stay_out_of_what_is_not_for_reading() -> None:
    told = get("/robots.txt").splitlines()

    assert "User-agent: *" in told
    assert "Disallow: /*/reply/" in told
    assert not any(line == "Disallow: /" for line in told)
