"""The queue of background tasks, shown to hosts by what is done and whom or what it is about."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.models import Identity, User
from blogs.models import Blog, Handover, Invitation
from cpdblog.lib.admin import HostAdmin, ReadOnly, by_itself, marked
from images.models import Image
from mail.models import OutgoingEmail
from posts.models import Post
from transfer.models import Export, Import

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import QuerySet
    from django.http import HttpRequest

TASKS = {
    "accounts.tasks.fetch_avatar": _("Fetch a profile picture"),
    "desk.blog.tasks.send_invitation": _("Send an invitation"),
    "desk.blog.tasks.send_offer": _("Offer a blog to its new owner"),
    "mail.outbox.deliver": _("Send an e-mail"),
    "posts.cards.tasks.draw_card": _("Draw the sharing image"),
    "posts.cards.tasks.draw_cards_of_blog": _("Draw the sharing images of a blog"),
    "posts.cards.tasks.draw_cards_of_person": _("Draw the sharing images of a person"),
    "posts.tasks.render_posts_showing": _("Show a changed image in posts"),
    "posts.websub.notify_hub": _("Tell readers of feeds about a post"),
    "transfer.tasks.pack_export": _("Pack an export"),
    "transfer.tasks.run_import": _("Import a file"),
    "transfer.tasks.send_export_email": _("Say that an export is ready"),
}
STATES = {
    "READY": (_("Waiting"), "draft"),
    "RUNNING": (_("Running"), "scheduled"),
    "SUCCESSFUL": (_("Done"), "published"),
    "FAILED": (_("Failed"), "wrong"),
}
# What the argument of a task names.
SUBJECTS: dict[str, Callable[[], QuerySet[Any]]] = {
    "post_id": lambda: Post.objects.defer("source", "body_html"),
    "blog_id": Blog.objects.all,
    "person_id": User.objects.all,
    "image_id": Image.objects.all,
    "identity_id": Identity.objects.all,
    "invitation_id": Invitation.objects.all,
    "handover_id": lambda: Handover.objects.select_related("blog", "member__user"),
    "export_id": Export.objects.all,
    "import_id": Import.objects.all,
    "pk": OutgoingEmail.objects.all,
}


def name_of_task(path: str) -> str:
    known = TASKS.get(path)
    return str(known) if known else path.rpartition(".")[2].replace("_", " ").capitalize()


def find_subjects(tasks: Iterable[Any]) -> None:
    """Sets what each of TASKS is about as its `subject`, None where that is gone or unknown."""
    by_argument: dict[str, list[tuple[int, Any]]] = defaultdict(list)
    for task in tasks:
        task.subject = None
        for argument, pk in task.args_kwargs.get("kwargs", {}).items():
            if argument in SUBJECTS:
                by_argument[argument].append((pk, task))
    for argument, pairs in by_argument.items():
        found = SUBJECTS[argument]().in_bulk({pk for pk, _task in pairs})
        for pk, task in pairs:
            task.subject = found.get(pk)


class TaskList(ChangeList):
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        find_subjects(self.result_list)


class TaskStatusFilter(admin.SimpleListFilter):
    title = _("status")
    parameter_name = "status__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(status, label) for status, (label, _square) in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(status=self.value()) if self.value() else queryset


class TaskAdmin(ReadOnly, HostAdmin):
    singular, plural = _("task"), _("tasks")
    object_history_template = "admin/record_history.html"
    list_display = ["what", "about", "state", "queued_at", "over_at"]
    list_filter = [TaskStatusFilter]
    search_fields = ["task_path", "exception_class_path"]
    search_help_text = _("Tasks and errors")
    ordering = ["-enqueued_at"]
    fields = readonly_fields = (
        *("what", "about", "state", "reason", "tries"),
        *("queued_at", "begun_at", "over_at", "details"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("return_value", "traceback")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return TaskList

    def title_of(self, thing: Any) -> str:
        return name_of_task(thing.task_path)

    @admin.display(description=_("task"), ordering="task_path")
    def what(self, task: Any) -> str:
        return name_of_task(task.task_path)

    @admin.display(description=_("about"), empty_value="–")
    def about(self, task: Any) -> str | None:
        if not hasattr(task, "subject"):
            find_subjects([task])
        return None if task.subject is None else by_itself(task.subject)

    @admin.display(description=_("status"), ordering="status")
    def state(self, task: Any) -> str:
        return marked(*STATES[task.status])

    @admin.display(description=_("reason"), empty_value="–")
    def reason(self, task: Any) -> str | None:
        lines = task.traceback.strip().splitlines()
        return Truncator(lines[-1]).chars(300) if lines else None

    @admin.display(description=_("tries"))
    def tries(self, task: Any) -> int:
        return len(task.worker_ids)

    @admin.display(description=_("queued"), ordering="enqueued_at")
    def queued_at(self, task: Any) -> Any:
        return task.enqueued_at

    @admin.display(description=_("started"), empty_value="–")
    def begun_at(self, task: Any) -> Any:
        return task.started_at

    @admin.display(description=_("finished"), ordering="finished_at", empty_value="–")
    def over_at(self, task: Any) -> Any:
        return task.finished_at

    @admin.display(description=_("for whoever mends it"), empty_value="–")
    def details(self, task: Any) -> str | None:
        if not task.traceback:
            return None
        return format_html('<pre tabindex="0">{}</pre>', task.traceback)
