"""Signals are noted, and nothing else."""

from __future__ import annotations

import os
import signal

import pytest

from flows.signals import Noted, noted_signals


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_is_noted_and_a_further_one_breaks_into_nothing(number: signal.Signals) -> None:
    before = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        with noted_signals() as noted:
            assert noted == Noted(came=False)
            os.kill(os.getpid(), number)
            assert noted == Noted(came=True)
        os.kill(os.getpid(), number)  # while the command ends
    finally:
        for n, handler in before.items():
            signal.signal(n, handler)


def test_the_old_handlers_come_back_when_none_came() -> None:
    before = signal.getsignal(signal.SIGINT)
    with noted_signals() as noted:
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before
    assert not noted.came
