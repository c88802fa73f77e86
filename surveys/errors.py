"""Refusal: what the domain says when it will not do something, in words a person can act on."""


class Refusal(Exception):
    """The domain will not do this. The message is plain English, says what to do, and holds no secret.

    Pages and commands show it as it is, so a subclass never puts a code, an address or an answer in it.
    """


class Missing(Refusal):
    """There is nothing of that name."""
