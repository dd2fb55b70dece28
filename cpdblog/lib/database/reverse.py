"""The managers that Django makes of foreign keys, where an abstract model has to name them."""


class Reverse[Manager]:
    """For annotations alone: `revisions: Reverse[RevisionManager]`."""

    def __get__(self, instance: object, owner: object = None) -> Manager:
        raise NotImplementedError
