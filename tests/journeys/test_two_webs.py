"""Web and worker apart, over real Redis and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.viewer import viewing

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("services")]


def test_act_on_one_web_process_reaches_viewers_of_another(
    web, other_web, worker, begun
):
    with (
        viewing(web.address, begun["id"], begun["host_key"]) as host,
        viewing(other_web.address, begun["id"]) as viewer,
    ):
        while host.next("presence")["watching"] != 2:
            pass
        host.command(type="clock", command_id="c", action="seek", to="09:35")
        host.command(
            type="intervene", command_id="k", op="kill", servers="8", seen=5700
        )
        assert viewer.next("epoch")["cut"] == 5700
        viewer.until_held((1, 95), (1, 479), (0, 479))
        assert viewer.held[1, 95]["servers"][7]["state"][-1] & 4


def test_what_is_sent_twice_at_once_counts_once(web, other_web, no_worker, begun):
    """Over two web processes, so that only the database can know."""
    run, key = f"runs/{begun['id']}", begun["host_key"]
    note = {"command_id": "n-1", "text": "Why?", "author": "Ann", "at": "09:41"}
    asking = {"kind": "frames.csv", "options": {"from": "09:30", "to": "09:31"}}
    act = {"command_id": "a-1", "op": "kill", "servers": "8", "at": "09:41"}

    def sent(name, body):
        with ThreadPoolExecutor(8) as pool:
            asking = [
                pool.submit(to.ask, f"{run}/{name}", body, key)
                for to in (web, other_web) * 4
            ]
            return [asked.result() for asked in asking]

    notes = sent("notes", note)
    exports = sent("exports", asking)
    acts = sent("interventions", act)

    assert {status for status, _ in notes} == {201}
    assert len({said["id"] for _, said in notes}) == 1
    assert {status for status, _ in exports} == {202}
    assert len({said["id"] for _, said in exports}) == 1
    assert sorted(said["duplicate"] for _, said in acts) == ([False] + 7 * [True])
    assert {said["epoch"] for _, said in acts} == {1}
