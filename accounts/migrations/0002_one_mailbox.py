"""Every address is written one way; a mailbox with two accounts is told of and left as it is."""

import logging
from collections import defaultdict

from django.db import migrations

from cpdblog.lib.mailboxes import normalise_email, normalise_rows

log = logging.getLogger(__name__)


def normalise(apps, _editor):
    people = apps.get_model("accounts", "User").objects.exclude(email="").order_by("pk")
    by_mailbox = defaultdict(list)
    for person in people.only("email", "handle").iterator():
        by_mailbox[normalise_email(person.email)].append(person)
    for mailbox, owners in by_mailbox.items():
        if len(owners) > 1:
            handles = ", ".join(owner.handle for owner in owners)
            log.warning("%s belongs to more than one account, left as they are: %s", mailbox, handles)
        elif owners[0].email != mailbox:
            people.filter(pk=owners[0].pk).update(email=mailbox)
    for address in normalise_rows(apps.get_model("account", "EmailAddress")):
        log.warning("The mailbox of %s is confirmed for an account already, left as it is", address)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(normalise, migrations.RunPython.noop, elidable=True)]
