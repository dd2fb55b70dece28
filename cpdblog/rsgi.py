"""What the web server runs; the development server and the tests ask Django by wsgi.py."""

from cpdblog.serving.application import Application
from cpdblog.wsgi import application as django

application = Application(django)
