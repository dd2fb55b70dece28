from tests.serving.conftest import community, prepared

__all__ = ["community", "prepared"]
