"""A place elsewhere that people have accounts with: an OpenID provider, run beside the tests."""
