"""Proofs are held over the same living network as the stories."""

from tests.stories.conftest import living, template

__all__ = ["living", "template"]
