"""The replay page in a real browser, against a real server."""

import pytest

from knightreplay.network.adapters import machine_addresses
from simulator.engine import simulate
from simulator.interventions import parse_do
from simulator.scenario import load_scenario
from tests.browser.chromium import visitors, wait
from tests.server import Server
from tests.services import redis_server

pytestmark = pytest.mark.browser


def figures(*acts: str):
    """What `simulate --json` prints for these acts, and the frames behind it."""
    scenario = load_scenario("sec-2013")
    done = tuple(parse_do(act, scenario.server_count) for act in acts)
    return simulate(scenario, 29, done)


def compared(run, page, frame):
    """(of the page, of the engine) at one frame, every column."""
    engine = run.frames[frame // 60]
    state = page.state()
    assert state["frame"] == frame
    names = list(state["columns"])
    here = {name: state["columns"][name] for name in names}
    there = {name: int(getattr(engine, name)[frame % 60]) for name in names}
    return here, there


def test_first_visit_plays_the_morning_out_of_a_run_that_starts_then(visitor):
    page = visitor().begin()
    page.page.locator("#play").click()
    page.page.get_by_role("radio", name="120×").click()

    page.until("s.tick > 300 && s.columns.emails > 0")

    assert page.state()["role"] == "host"
    assert page.text("standing").startswith("Simulation.")
    assert page.page.evaluate("knightreplay.stats().mostChartsInAFrame") == 1


def test_page_agrees_with_simulate_at_the_stop_and_at_the_close(visitor):
    page = visitor().begin().complete()
    run = figures()

    page.seek("10:15:00")
    here, there = compared(run, page, 8099)
    assert here == there
    assert page.text("headline").replace("\n", "") == "−$520M"
    assert page.text("inbox-count") == "97"

    page.page.keyboard.press("End")
    page.until("s.tick === 28800")
    here, there = compared(run, page, 28799)
    assert here == there
    assert page.text("headline").replace("\n", "") == "−$460M"
    assert "ealised" in page.text("headline-label")
    summary = run.summary()
    assert here["cash"] == -round(summary["loss_usd"] * 100)


def test_kill_in_one_browser_changes_the_other(visitor):
    host = visitor().begin().complete().seek("09:35:00")
    viewer = visitor().open(host.path).complete()
    viewer.until("s.tick === 5700")
    loops = viewer.state()["columns"]["loops"]

    host.press_kill_switch()
    host.page.locator("#play").click()

    viewer.until("s.epoch === 2 && s.tick > 5705 && !s.catchingUp")
    host.page.locator("#play").click()
    viewer.complete().until("s.servers.every((server) => server.kind === 'killed')")
    state = viewer.state()
    assert loops == 24
    assert state["columns"]["loops"] == 0
    assert state["role"] == "watch"
    assert [act["op"] for act in state["log"]] == ["take-over", "kill"]
    run = figures("09:35 take-over", "09:35 kill all")
    here, there = compared(run, viewer, state["tick"] - 1)
    assert here == there


def test_tile_and_headline_show_an_act_within_two_frames_of_its_data(visitor):
    """Counted in animation frames from the data in the page to the words on the screen.

    The data are two messages, the act and its first new frames: only with both in the page
    is there a new loss to show.
    """
    host = visitor().begin().complete().seek("09:35:00")
    viewer = visitor().open(host.path).complete()
    host.page.locator("#play").click()
    viewer.until("s.tick >= 5702")
    viewer.page.evaluate(COUNT_FRAMES)

    host.page.locator("#chips button", has_text="8").click()
    host.page.locator("[data-op=kill]").click()
    host.page.locator("#act-yes").click()

    wait(viewer.page, "globalThis.counted !== undefined")
    assert viewer.page.evaluate("globalThis.counted") <= 2


COUNT_FRAMES = """() => {
  const headline = document.getElementById("headline");
  const before = headline.title;
  let since = null;
  const look = () => {
    const { servers, epoch, tick, catchingUp } = knightreplay.state();
    const known = servers[7].kind === "killed" && !catchingUp;
    const shown = knightreplay.store.owner(Math.floor(tick / 60)) === epoch;
    if (known && shown && since === null) since = 0;
    const tile = document.querySelector('.tile[data-server="8"]');
    if (tile.dataset.kind === "killed" && headline.title !== before) {
      globalThis.counted = since;
      return;
    }
    if (since !== null) since++;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


def test_reload_lands_on_the_same_second(visitor):
    page = visitor().begin().seek("09:41:07")

    page.page.reload()

    page.ready().until("s.tick === 6067")
    wait(page.page, "document.getElementById('clock').textContent === '9:41:07'")


def test_address_with_a_time_opens_there_paused(visitor):
    host = visitor().begin()
    host.page.locator("#play").click()
    viewer = visitor().open(host.path + "#t=09:41:00")

    viewer.until("s.tick === 6060")
    assert viewer.page.evaluate("knightreplay.clock.playing()") is False
    assert viewer.page.evaluate("knightreplay.clock.detached()") is True
    viewer.page.locator("#back-to-run").click()
    viewer.until("s.tick < 3000")

    host.page.goto(host.page.url + "#t=09:41:00")
    host.until("s.tick === 6060")
    assert host.page.evaluate("knightreplay.clock.state().paused") is True


def test_operate_link_lets_somebody_else_act(visitor):
    host = visitor().begin().complete().seek("09:35:00")
    host.page.locator("#run-menu").click()
    host.page.locator("#menu-operate").click()
    host.page.locator("#dialog-link").wait_for(state="visible")
    link = host.page.locator("#link").input_value()
    path = link.split("/", 3)[3]

    operator = visitor().open("/" + path)

    assert "#operate=" in path
    assert operator.state()["role"] == "operate"
    assert "operate" not in operator.page.url
    operator.press_kill_switch()
    host.until("s.log.some((act) => act.op === 'kill' && act.by === 'operate')")


def test_viewer_without_the_key_finds_the_controls_closed_and_says_why(visitor):
    host = visitor().begin()
    viewer = visitor().open(host.path)

    viewer.page.locator("#guard").click(force=True)

    assert viewer.page.locator("#guard").get_attribute("aria-checked") == "false"
    assert viewer.page.locator("#watch-only").is_visible()
    assert viewer.state()["log"] == []


def test_flag_deploy_and_rollback_reach_the_tiles(visitor):
    page = visitor().begin().complete().seek("09:31:00")
    page.page.locator("#chips button", has_text="8").click()
    page.page.locator("[data-op=deploy]").click()
    page.page.locator("#act-yes").click()
    page.until("s.log.length === 2").complete().seek("09:33:00")

    run = figures("09:31 take-over", "09:31 deploy 8")
    here, there = compared(run, page, 5579)
    assert here == there
    assert page.state()["columns"]["loops"] == 0


def test_act_is_struck_out_again_with_undo(visitor):
    page = visitor().begin().complete().seek("09:35:00")
    page.press_kill_switch()
    page.page.locator("#after-undo").click()

    page.until("s.log.some((act) => act.op === 'kill' && act.struck)").complete()
    page.seek("10:15:00")
    run = figures("09:35 take-over")
    here, there = compared(run, page, 8099)
    assert here == there


def test_reason_is_asked_after_the_kill_and_kept(visitor):
    page = visitor().begin().complete().seek("09:35:00").press_kill_switch()
    page.page.locator("#after-reason").fill("<b>volume</b> made no sense")
    page.page.locator("#after-form button[type=submit]").click()

    page.until("s.log.some((act) => act.reason === '<b>volume</b> made no sense')")
    page.page.keyboard.press("l")
    assert "<b>volume</b> made no sense" in page.text("log")


def test_stop_at_the_next_event_stops_at_the_open(visitor):
    page = visitor().begin().complete().seek("09:29:30")
    page.page.locator("#stop-at-events").click()
    page.page.get_by_role("radio", name="60×").click()
    page.page.locator("#play").click()

    page.until("s.tick === 5400")
    wait(page.page, "document.getElementById('clock').textContent === '9:30:00'")


PLAYING = "knightreplay.clock.playing()"


def test_keyboard_alone_seeks_plays_and_kills(visitor):
    page = visitor().begin().complete().seek("09:35:00")
    keyboard = page.page.keyboard

    keyboard.press("Space")
    wait(page.page, PLAYING)
    keyboard.press("Space")
    page.until("s.pending === 0")
    assert not page.page.evaluate(PLAYING)
    page.seek("09:35:00")
    keyboard.press("Shift+ArrowRight")
    page.until("s.tick === 5760")
    keyboard.press("k")
    assert page.page.evaluate("document.activeElement.id") == "kill-no"
    keyboard.press("Tab")
    keyboard.press("Enter")
    page.until("s.log.some((act) => act.op === 'kill' && act.tick === 5760)")


def test_space_plays_after_the_pointer_pressed_a_button(visitor):
    page = visitor().begin().complete().seek("09:35:00")
    keyboard = page.page.keyboard
    page.page.locator("#chips button", has_text="2").click()
    page.page.locator("[data-op=kill]").click()
    page.page.locator("#act-yes").click()
    page.until("s.pending === 0 && s.log.length === 2")

    keyboard.press("Space")
    wait(page.page, PLAYING)
    page.page.locator("#guard").click()
    keyboard.press("Space")
    page.until("s.pending === 0")

    assert not page.page.evaluate(PLAYING)
    assert page.page.locator("#guard").get_attribute("aria-checked") == "true"
    assert not page.page.locator("#dialog-act").is_visible()
    assert len(page.state()["log"]) == 2


def test_space_presses_the_button_that_a_key_has_reached(visitor):
    page = visitor().begin().complete().seek("09:35:00")
    guard = page.page.locator("#guard")
    page.page.locator("#acts button").last.focus()

    page.page.keyboard.press("Tab")
    page.page.keyboard.press("Space")
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("Shift+Tab")
    page.page.keyboard.press("Space")

    assert page.page.evaluate("document.activeElement.id") == "guard"
    assert guard.get_attribute("aria-checked") == "false"
    assert not page.page.evaluate(PLAYING)


def test_before_a_take_over_the_page_says_that_knights_people_act(visitor):
    page = visitor().begin().complete().seek("10:05:00").press_kill_switch()
    assert page.text("banner-words").startswith("From here you decide.")

    page.complete().seek("09:35:00")

    wait(page.page, f"{BANNER}.startsWith('Knight')")
    page.page.locator("[data-op=kill]").click()
    assert page.page.locator("#act-choice").is_visible()


BANNER = "document.getElementById('banner-words').textContent"


def test_what_a_kill_prevented_is_told_as_not_in_this_run(visitor):
    page = visitor().begin().complete().seek("09:35:00").press_kill_switch()
    page.complete().page.goto(page.page.url + "#t=10:31:00")
    page.until("s.tick === 9060")

    absent = "[...document.querySelectorAll('#events li.absent .name')]"
    wait(page.page, f"{absent}.length >= 3")
    words = page.page.evaluate(f"{absent}.map((name) => name.textContent)")
    assert [word.split()[1] for word in words][:3] == ["9:54", "10:15", "10:30"]
    assert all(word.endswith("not in this run") for word in words)


def test_no_tile_tells_its_code_and_a_hidden_ghost_no_loss_before_their_time(visitor):
    page = visitor().begin().complete()
    details = {server["detail"] for server in page.state()["servers"]}
    assert details == {"In rotation, flag on"}

    page.seek("09:40:00")
    assert ghost_ends(page) == 8100
    page.page.keyboard.press("h")
    hide = page.page.locator("#hide")
    assert hide.get_attribute("aria-checked") == "true"
    assert ghost_ends(page) <= 6000
    page.page.reload()
    page.ready().complete()
    assert hide.get_attribute("aria-checked") == "true"
    page.press_kill_switch().complete()
    page.seek("09:41:00")
    assert ghost_ends(page) <= 6060
    hide.click()
    assert ghost_ends(page) == 8100


def ghost_ends(page) -> int:
    """The last second at which the run left alone is drawn."""
    milliseconds = page.page.evaluate(
        "document.querySelector('#plot-loss .g').data[0].x.at(-1) ?? NaN"
    )
    return int(milliseconds / 1000) % 86400 - 8 * 3600


def test_charts_are_drawn(visitor):
    page = visitor().begin().complete().seek("10:00:00")

    for chart in ("loss", "flow", "positions"):
        wait(
            page.page,
            f"[...document.querySelectorAll('#plot-{chart} .scatterlayer path')]"
            ".reduce((all, path) => all + path.getAttribute('d').length, 0) > 300",
        )


def test_page_works_over_plain_http_on_the_machines_own_address(chromium, tmp_path):
    """Where a class is: no secure context, another host name than localhost."""
    addresses = [a for a in machine_addresses() if ":" not in a]
    assert addresses, "this machine has no address but loopback"
    server = Server(tmp_path, host=addresses[0]).start()
    try:
        key = server.said_key()
        with visitors(chromium, server.address) as make:
            page = make().page()
            page.goto(f"{server.address}/#key={key}")
            page.wait_for_load_state("networkidle")
            page.get_by_role("button", name="Start the morning").click()
            page.wait_for_url("**/runs/*/")
            wait(page, "globalThis.knightreplay?.state().ready")
            assert page.evaluate("isSecureContext") is False
            wait(page, "knightreplay.store.complete()", timeout=60)
            page.locator("#guard").click()
            page.locator("#kill").click()
            wait(page, "knightreplay.state().log.some((act) => act.op === 'kill')")
    finally:
        server.stop()


def test_page_says_that_it_is_catching_up_while_no_worker_computes(chromium, tmp_path):
    with redis_server() as redis_url:
        secrets = {"SECRET_KEY": "s" * 50, "HOST_KEY": "the-hosts-key"}
        server = Server(tmp_path, REDIS_URL=redis_url, **secrets).start()
        try:
            _, begun = server.ask("runs", {"seed": 29}, "the-hosts-key")
            with visitors(chromium, server.address) as make:
                page = make().open(f"/runs/{begun['id']}/#t=09:47:00")
                words = "document.getElementById('connection-words').textContent"
                wait(page.page, f"{words}.startsWith('Catching up')")
                wait(page.page, "document.getElementById('catching').hidden === false")
                state = page.state()
                said = {name: page.text(name) for name in NOT_YET}
                rates = page.page.locator(".tile .rate span").all_inner_texts()
        finally:
            server.stop()

    assert (state["tick"], state["frame"], state["catchingUp"]) == (6420, -1, True)
    assert set(state["columns"].values()) == {0}
    assert said == NOT_YET
    assert set(rates) == {"–"}


NOT_YET = {
    "clock": "9:47:00",
    "phase": "Not computed yet",
    "catching": "Catching up: nothing is computed yet",
    "headline": "–",
    "headline-note": "Not computed yet",
    "per-minute": "–",
    "gross": "–",
    "orders": "–",
    "legend-exit": "–",
    "legend-ghost": "–",
    "inbox-count": "–",
    "inbox-words": "Not computed yet",
    "positions-sum": "– gross",
}


def test_page_reconnects_by_itself_after_the_server_was_killed(chromium, tmp_path):
    server = Server(tmp_path).start()
    try:
        with visitors(chromium, server.address) as make:
            visitor = make()
            page = visitor.begin().seek("09:35:00")
            page.page.wait_for_load_state("networkidle")  # all of the page is here
            server.kill()
            words = "document.getElementById('connection-words').textContent"
            wait(page.page, f"{words}.includes('ffline')")

            server.start()
            page.until("s.connects > 1").complete().until("s.tick === 5700")
            run = figures()
            page.seek("10:15:00")
            here, there = compared(run, page, 8099)
            assert here == there
            # A browser reports each refused connection; nothing else may be said.
            refused = [c for c in visitor.complaints if "WebSocket" in c]
            assert visitor.complaints == refused
            visitor.complaints.clear()
    finally:
        server.stop()
