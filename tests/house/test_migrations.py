"""A migration may run while the code before it still serves: it only ever adds.

The old code inserts rows without the new columns, so each is null or has a default that the
database itself knows. What is taken away goes a version later (docs/operations.md).
"""

import pytest
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED

ADDING = (
    operations.CreateModel,
    operations.AddField,
    operations.AddIndex,
    operations.AddConstraint,
    operations.RunPython,
)


def ours():
    """Every migration of this project but the first of its app."""
    loader = MigrationLoader(None)
    for (label, name), migration in sorted(loader.disk_migrations.items()):
        app_is_ours = migration.__module__.startswith("knightreplay.")
        if app_is_ours and not migration.initial:
            yield pytest.param(migration, id=f"{label}-{name}")


@pytest.mark.parametrize("migration", list(ours()))
def test_migration_only_adds(migration):
    for operation in migration.operations:
        if isinstance(operation, operations.SeparateDatabaseAndState):
            assert operation.database_operations == []
            continue
        assert isinstance(operation, ADDING), operation
        if isinstance(operation, operations.AddField):
            field = operation.field
            assert field.null or field.db_default is not NOT_PROVIDED, operation
