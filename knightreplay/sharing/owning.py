"""What somebody has made goes with them: runs, notes and files of one mark become another's."""

from django.db import transaction

from knightreplay.runs import services
from knightreplay.sharing.models import Export, Note


@transaction.atomic
def take_over(*, of: str, into: str) -> int:
    """All that a browser has made is taken into the account that is signed in there.

    Says how many runs came; again is nothing. Marks are as in Run.owner.
    """
    if not (of and into) or of == into:
        return 0
    Note.objects.filter(owner=of).update(owner=into)
    Note.objects.filter(deleted_by=of).update(deleted_by=into)
    Export.objects.filter(owner=of).update(owner=into)
    return services.take_runs(of=of, into=into)
