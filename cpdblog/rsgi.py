"""What the web server runs; the development server and the tests ask Django by wsgi.py."""

import signal
from multiprocessing import parent_process

from cpdblog.lib.processes.parents import end_with
from cpdblog.serving.application import Application
from cpdblog.wsgi import application as django

# A worker that outlived its master would hold the port against the next one.
if (master := parent_process()) and master.pid:
    end_with(master.pid, signal.SIGKILL)

application = Application(django)
