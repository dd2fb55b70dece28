"""The parts an address may have."""

from django.urls import register_converter

from cpdblog.lib.text.combining import MARKS


class HandleConverter:
    regex = "[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class SlugConverter(HandleConverter):
    regex = rf"[-\w{MARKS}]{{1,120}}"


class YearConverter:
    regex = r"[1-9]\d{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int | str) -> str:
        return str(value)


class MonthConverter:
    regex = r"0[1-9]|1[0-2]"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int | str) -> str:
        return f"{int(value):02}"


register_converter(HandleConverter, "handle")
register_converter(SlugConverter, "uslug")
register_converter(YearConverter, "yyyy")
register_converter(MonthConverter, "mm")

POST_ADDRESS = "@<handle:handle>/<yyyy:year>/<mm:month>/<uslug:slug>/"
