import ast
import inspect
import textwrap
from typing import Any

import pytest

from tests.rules.ground import views

METHODS = {"require_safe", "require_POST", "require_http_methods"}
FUNCTIONS = views()


def decorators(view: Any) -> list[str]:
    source = textwrap.dedent(inspect.getsource(inspect.unwrap(view)))
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    calls = [d.func if isinstance(d, ast.Call) else d for d in function.decorator_list]
    return [call.attr if isinstance(call, ast.Attribute) else ast.unparse(call) for call in calls]


def test_there_are_views_to_look_at() -> None:
    assert len(FUNCTIONS) > 10


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_view_is_a_function_that_says_which_methods_it_answers(name: str) -> None:
    methods = [word for word in decorators(FUNCTIONS[name]) if word in METHODS]

    assert len(methods) == 1


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_view_is_public_only_where_it_says_so(name: str) -> None:
    says_public = "login_not_required" in decorators(FUNCTIONS[name])

    assert says_public is not getattr(FUNCTIONS[name], "login_required", True)
