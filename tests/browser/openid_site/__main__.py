"""Opens the site on a free port and writes the number of that port on the first line.

python -m tests.browser.openid_site <address that signing in leads back to>
"""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.browser.openid_site.settings"
django.setup()

from allauth.account.models import EmailAddress  # noqa: E402
from allauth.idp.oidc.models import Client  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

from tests.browser.openid_site.people import CLIENT, PEOPLE  # noqa: E402


def settle(return_to: str) -> None:
    call_command("migrate", verbosity=0)
    for person in PEOPLE:
        first, last = person.name.split()
        user = User.objects.create_user(
            person.handle, person.email, person.password, first_name=first, last_name=last
        )
        if person.email:
            EmailAddress.objects.create(
                user=user, email=person.email, verified=person.is_verified, primary=True
            )
    client = Client(id=CLIENT.id, name="The Long Table")
    client.set_secret(CLIENT.secret)
    client.set_scopes(["openid", "profile", "email"])
    client.set_redirect_uris([return_to])
    client.save()


class Quiet(WSGIRequestHandler):
    def log_message(self, *words: object) -> None:
        pass


if __name__ == "__main__":
    settle(sys.argv[1])
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
