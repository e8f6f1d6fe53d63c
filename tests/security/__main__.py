"""`python -m tests.security`: the fuzz of the socket in its long form."""

import os

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()

    from tests.security.fuzz import main

    main()
