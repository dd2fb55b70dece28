from django.http import HttpRequest, HttpResponse


def reply(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("")


permalink = approval = removal = waiting = reply
