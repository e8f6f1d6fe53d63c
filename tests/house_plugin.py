"""`make test` loads this: a closing line with how many ran, and no silent skips."""

import pytest

LEFT_OUT = ("skipped", "xfailed")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fails a session that would pass while it left something out."""
    if exitstatus == pytest.ExitCode.OK and _counts(session.config, LEFT_OUT):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for outcome in LEFT_OUT:
        for report in terminalreporter.stats.get(outcome, []):
            terminalreporter.line(f"{outcome}: {report.nodeid} {report.longrepr}")
    ran = _counts(config, ("passed", "failed", "error"))
    left_out = _counts(config, LEFT_OUT)
    terminalreporter.line(f"Python: {ran} tests ran, {left_out} skipped")
    if left_out:
        terminalreporter.line("a skipped test counts as failed")


def _counts(config: pytest.Config, outcomes: tuple[str, ...]) -> int:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:  # a worker of xdist has none, and reports to one that has
        return 0
    return sum(len(reporter.stats.get(outcome, [])) for outcome in outcomes)
