"""What machines ask: is the process up, is everything ready, and how much is going on."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from knightreplay import metrics
from knightreplay.access.host import may_read_metrics
from knightreplay.asgi_types import Application, Receive, Scope, Send
from knightreplay.runs.processes.readiness import readiness

UP = b"ok\n"


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is up; nothing else is asked."""
    return HttpResponse(UP, content_type="text/plain")


class UpFirst:
    """An ASGI application that says so before sessions, languages and threads have a part."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] != "/healthz" or scope["method"] not in ("GET", "HEAD"):
            await self.application(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        body = UP if scope["method"] == "GET" else b""
        await send({"type": "http.response.body", "body": body})


HEADERS = [
    (b"content-type", b"text/plain"),
    (b"content-length", str(len(UP)).encode()),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 if every part answers, else 503; the body says which does not."""
    answer = readiness()
    said = JsonResponse(answer.to_wire(), status=200 if answer.ready else 503)
    # Whoever asks is told which part it is; a log need not say so once a second.
    said._has_been_logged = True  # type: ignore[attr-defined]
    return said


@require_safe
@never_cache
def numbers(request: HttpRequest) -> HttpResponse:
    """For Prometheus, on this machine or with METRICS_KEY."""
    if not may_read_metrics(request):
        return HttpResponse("METRICS_KEY is needed.\n", "text/plain", status=403)
    return HttpResponse(metrics.text(), content_type=metrics.CONTENT_TYPE)
