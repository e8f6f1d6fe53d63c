"""Accounts: sign in, sign out, another password, and one of one's own where it may be."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import UserCreationForm, UsernameField
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from knightreplay.access.owners import browser_of
from knightreplay.access.signed_in import account_of
from knightreplay.limiting import guesses
from knightreplay.limiting.limiter import RateLimited
from knightreplay.limiting.retry_after import retry_after
from knightreplay.limiting.throttles import SIGN_UPS
from knightreplay.runs.lists import mine
from knightreplay.runs.names.skeleton import look_alike
from knightreplay.sharing import owning

METHODS = ["get", "head", "post", "options"]


class SignUpForm(UserCreationForm):  # type: ignore[type-arg]
    """An account whose name nobody takes for another's."""

    def clean_username(self) -> str:
        name = super().clean_username()  # nothing if it is taken as it is
        if name and _is_taken(name):
            raise ValidationError(gettext("A name that looks like this one is taken."))
        return name


def _is_taken(name: str) -> bool:
    seen = look_alike(name)
    names = get_user_model().objects.values_list("username", flat=True)
    return any(not seen.isdisjoint(look_alike(other)) for other in names.iterator())


def may_sign_up() -> bool:
    return settings.ACCOUNTS == "open"


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and what of this browser is not in the account yet."""
    loose = mine.count(browser_of(request.session))
    return render(request, "account/home.html", {"loose": loose})


def _tried(
    request: HttpRequest, account: str, attempt: Callable[[], HttpResponse]
) -> HttpResponse:
    """One try of an account's password: in its turn, and counted unless it was right.

    Raises
    ------
    RateLimited
    """
    attempts = guesses.password_attempts(request, account)
    guesses.wait_for_turn(request, *attempts)
    answer = attempt()
    if answer.status_code == HTTPStatus.FOUND:
        guesses.give_back(request, *attempts)
    return answer


def _name_of_account(typed: str) -> str:
    """The name under which an account is looked up, whatever way it was typed."""
    name = UsernameField(required=False).to_python(typed)
    return str(name).casefold()


class SignIn(LoginView):
    """Some wrong tries at once at one account from one address; then they wait their turn."""

    template_name = "account/sign_in.html"
    http_method_names = METHODS

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = _name_of_account(request.POST.get("username", ""))
        attempt = partial(super().post, request, *args, **kwargs)
        try:
            return _tried(request, name, attempt)
        except RateLimited as refused:
            return retry_after(self._too_many(), refused)

    def _too_many(self) -> HttpResponse:
        tried = self.get_form()
        tried.errors.clear()
        tried.add_error(None, gettext("Too many tries; wait a minute."))
        return self.render_to_response(self.get_context_data(form=tried), status=429)

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
        name = _name_of_account(request.user.get_username())
        attempt = partial(super().post, request, *args, **kwargs)
        try:
            return _tried(request, name, attempt)
        except RateLimited as refused:
            said = HttpResponse(gettext("Too many tries; wait a minute."), status=429)
            return retry_after(said, refused)


password = require_http_methods(["GET", "HEAD", "POST"])(NewPassword.as_view())


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Somebody makes an account of their own, where ACCOUNTS is open."""
    if not may_sign_up():
        raise Http404
    form = SignUpForm(request.POST or None)
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
