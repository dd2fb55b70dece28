from django import template
from django.utils.translation import gettext

from accounts.signin.sign_in_options import EMAIL, SignInOption, sign_in_options

register = template.Library()


@register.simple_tag
def provider_sign_in_options() -> list[SignInOption]:
    """The options that lead to a provider; e-mail has its own place on the page."""
    return [option for option in sign_in_options() if option.id != EMAIL]


@register.filter
def browser(user_agent: str) -> str:
    """ "Firefox on Linux": the order matters, for every browser claims to be several others."""
    names = {
        "Edg": "Edge",
        "OPR": "Opera",
        "Firefox": "Firefox",
        "Chrome": "Chrome",
        "Safari": "Safari",
    }
    places = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows"}
    places |= {"Mac OS": "Mac", "Linux": "Linux"}
    name = next((name for mark, name in names.items() if mark in user_agent), "")
    place = next((place for mark, place in places.items() if mark in user_agent), "")
    if name and place:
        return gettext("%(browser)s on %(device)s") % {"browser": name, "device": place}
    return name or place or gettext("Some other program")
