"""`manage.py preflight`: what it refuses before it begins."""

import pytest
from django.core.management import CommandError, call_command


@pytest.mark.parametrize("participants", ["0", "301", "-1"])
def test_number_of_participants_is_bounded(participants):
    with pytest.raises(CommandError, match="allowed: 1 to 300"):
        call_command("preflight", f"--participants={participants}")
