"""Who has an account there, and what that provider knows about them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    handle: str
    name: str
    email: str = ""
    is_verified: bool = False
    password: str = "over the hills"  # noqa: S105


@dataclass(frozen=True)
class Client:
    id: str
    secret: str


VERA = Person("vera", "Vera Nyström", "vera@example.net", is_verified=True)
NORA = Person("nora", "Nora Quist")
UMA = Person("uma", "Uma Sethi", "ada@example.org")  # claims Ada's address, and never proved it
KAI = Person("kai", "Kai Okafor", "ben@example.org", is_verified=True)  # it is Ben's address here
PEOPLE = [VERA, NORA, UMA, KAI]

CLIENT = Client("the-long-table", "not a secret at all")
