"""Accounts: sign in, sign out, another password, and one of one's own where it may be."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from knightreplay.access.owners import browser_of
from knightreplay.access.signed_in import account_of
from knightreplay.runs.lists import mine
from knightreplay.sharing import owning
from knightreplay.throttles import SIGN_INS, SIGN_INS_OF_ALL, SIGN_UPS

METHODS = ["get", "head", "post", "options"]


def may_sign_up() -> bool:
    return settings.ACCOUNTS == "open"


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and what of this browser is not in the account yet."""
    loose = mine.count(browser_of(request.session))
    return render(request, "account/home.html", {"loose": loose})


class SignIn(LoginView):
    """Five tries a minute at one account from one address."""

    template_name = "account/sign_in.html"
    http_method_names = METHODS

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if SIGN_INS_OF_ALL.allow_request(request) and SIGN_INS.allow_request(request):
            return super().post(request, *args, **kwargs)
        return self._put_off()

    def _put_off(self) -> HttpResponse:
        tried = self.get_form()
        tried.errors.clear()
        tried.add_error(None, gettext("Too many tries; wait a minute."))
        answer = self.render_to_response(self.get_context_data(form=tried), status=429)
        answer["Retry-After"] = "60"
        return answer

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        return {**super().get_context_data(**given), "may_sign_up": may_sign_up()}


class SignOut(LogoutView):
    """Ends the session with all that this browser was: its runs are kept first."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("keep"):
            _take(request)
        return super().post(request, *args, **kwargs)


class NewPassword(PasswordChangeView):
    """Signs every other browser of the account out."""

    template_name = "account/password.html"
    success_url = reverse_lazy("account")

    def post(self, request: HttpRequest, *args: str, **kwargs: Any) -> HttpResponse:
        if SIGN_INS.allow_request(request):
            return super().post(request, *args, **kwargs)
        return HttpResponse("Too many tries; wait a minute.", status=429)


password = require_http_methods(["GET", "HEAD", "POST"])(NewPassword.as_view())


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Somebody makes an account of their own, where ACCOUNTS is open."""
    if not may_sign_up():
        raise Http404
    form: UserCreationForm[Any] = UserCreationForm(request.POST or None)
    if request.method != "POST":
        return render(request, "account/sign_up.html", {"form": form})
    if not SIGN_UPS.allow_request(request):
        return HttpResponse("Too many new accounts; wait a minute.", status=429)
    if not form.is_valid():
        return render(request, "account/sign_up.html", {"form": form}, status=422)
    login(request, form.save())
    return HttpResponseRedirect(reverse("mine"))


def _take(request: HttpRequest) -> None:
    session = request.session
    owning.take_over(of=browser_of(session), into=account_of(session))
