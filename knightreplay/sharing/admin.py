"""Links, notes and files for whoever looks after the server: to be looked at."""

from django.contrib import admin

from knightreplay.runs.admin import ReadOnly
from knightreplay.sharing.models import Export, Link, Note


@admin.register(Link)
class LinkAdmin(ReadOnly):
    list_display = ("id", "run", "role", "name", "created", "uses", "revoked_at")
    list_select_related = ("run",)
    list_filter = ("role",)
    exclude = ("key",)


@admin.register(Note)
class NoteAdmin(ReadOnly):
    list_display = ("id", "run", "author", "at", "text")
    list_select_related = ("run",)
    search_fields = ("author", "text")


@admin.register(Export)
class ExportAdmin(ReadOnly):
    list_display = ("id", "run", "kind", "status", "size", "message")
    list_select_related = ("run",)
    list_filter = ("kind", "status")
    exclude = ("lease",)
