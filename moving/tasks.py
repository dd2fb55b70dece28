"""What is done behind the page: packing, the letter that says it is packed, and bringing in."""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.urls import reverse
from django.utils import timezone

from accounts.letters import send_letter
from cpdblog.context import about_us
from moving.departing import pack_into_store, rhythm_token
from moving.models import Arrival, Departure, Rhythm
from moving.reading import may_bring_in, read_in

log = logging.getLogger(__name__)


@task
def pack(*, departure_id: int) -> None:
    """Begun again by another worker where one died: nothing of the first try is left but a file
    that nobody names.
    """
    unfinished = Departure.objects.unfinished().filter(pk=departure_id)
    departure = unfinished.select_related("blog", "by").first()
    if departure is None or not departure.begin():
        return
    try:
        packed = pack_into_store(departure, at=timezone.now())
    except OSError:
        log.exception("Departure %s found no room", departure_id)
        departure.fail()
        return
    except Exception:
        departure.fail()
        raise
    with transaction.atomic():
        is_first = departure.finish(file=packed.file, size=packed.size, counts=packed.counts)
        if is_first and departure.has_letter:
            tell.enqueue(departure_id=departure_id)
    for earlier in Departure.objects.before(departure):
        earlier.throw_away()


@task
def tell(*, departure_id: int) -> None:
    """Where it is to be had; never the zip itself, which may be large and is not for every eye."""
    departures = Departure.objects.ready().select_related("blog", "by")
    departure = departures.filter(pk=departure_id).first()
    if departure is None or not departure.by.email or not departure.by.is_active:
        return
    rhythms = Rhythm.objects.filter(blog=departure.blog_id, user=departure.by)
    rhythm = rhythms.select_related("blog").first()
    if rhythm is None:  # turned off meanwhile
        return
    page = reverse("moving:leave", args=[rhythm.blog.handle])
    stop = f"{settings.SITE_URL}{reverse('moving:stop', args=[rhythm_token(rhythm)])}"
    context = {
        **about_us(),
        "departure": departure,
        "rhythm": rhythm,
        "url": f"{settings.SITE_URL}{page}",
        "stop_url": stop,
    }
    headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    send_letter("moving/email/departure", to=departure.by.email, context=context, headers=headers)


@task
def bring_in(*, arrival_id: int) -> None:
    """Begun again by another worker where one died: what that one brought in is there already."""
    unfinished = Arrival.objects.unfinished().filter(pk=arrival_id)
    arrival = unfinished.select_related("blog", "by").first()
    if arrival is None:
        return
    if not may_bring_in(arrival.blog, arrival.by):  # changed meanwhile
        arrival.fail()
        return
    arrival.note_progress(done=0, in_all=1)
    try:
        report = read_in(arrival, at=timezone.now())
    except OSError:
        log.exception("The file of arrival %s cannot be read", arrival_id)
        arrival.fail()
        return
    except Exception:
        arrival.fail()
        raise
    arrival.finish(report)
    if not (arrival.is_trial or arrival.is_failed):
        arrival.throw_file_away()
