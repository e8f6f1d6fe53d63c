"""Runs for whoever looks after the server: to find and to delete, not to alter."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from knightreplay.runs import services
from knightreplay.runs.models import ProcessReport, Role, Run

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[Any]
else:
    _Admin = admin.ModelAdmin


class ReadOnly(_Admin):
    """What the product writes itself: it is looked at."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.action(description="Delete, for a week to be had back", permissions=["remove"])
def delete_runs(admin: Any, request: HttpRequest, runs: QuerySet[Run]) -> None:
    for run_id in runs.values_list("id", flat=True):
        services.delete_run(run_id, role=Role.HOST)


@admin.action(description="Have back", permissions=["remove"])
def restore_runs(admin: Any, request: HttpRequest, runs: QuerySet[Run]) -> None:
    for run_id in runs.values_list("id", flat=True):
        services.restore_run(run_id, role=Role.HOST)


@admin.register(Run)
class RunAdmin(ReadOnly):
    list_display = ("id", "name", "scenario", "seed", "status", "created", "open")
    list_filter = ("scenario", "status", "open", "paced")
    search_fields = ("=id", "name", "owner")
    date_hierarchy = "created"
    exclude = ("lease", "figures", "made_by")
    actions = (delete_runs, restore_runs)

    def has_remove_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("runs.delete_run")


@admin.register(ProcessReport)
class ProcessAdmin(ReadOnly):
    list_display = ("name", "kind", "engine_version", "seen")
