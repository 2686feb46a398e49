"""Log-linear regressions: exact without noise, blind to one freak day, honest about evidence that lies in one stretch of time."""

from __future__ import annotations

import numpy as np
import pytest

from brain.analysis.log_linear import fit_log_linear, t_of_eighty

DAYS = 280


def columns(seed: int, items: int) -> np.ndarray:
    """One, and something that changes every day."""
    wave = np.random.default_rng(seed).normal(0, 0.5, (items, DAYS))
    return np.stack([np.ones((items, DAYS)), wave], axis=2)


def test_without_noise_the_coefficient_is_exact() -> None:
    """Counts that are the expectation itself give it back; the error is no more than what counting alone would leave."""
    wave = columns(1, 3)
    fit = fit_log_linear(30 * np.exp(-1.7 * wave[..., 1]), wave, np.ones((3, DAYS)), 28, 1)
    assert fit.value == pytest.approx(-1.7, abs=1e-4)
    information = (30 * np.exp(-1.7 * wave[..., 1]) * wave[..., 1] ** 2).sum(axis=1)
    assert (fit.standard_error < 2 / np.sqrt(information)).all()
    assert fit.settled.all()


def test_exposure_counts_and_days_without_it_do_not() -> None:
    """Twice the exposure sells twice; what stands on days without exposure is not read."""
    wave = columns(2, 1)
    exposure = np.resize([1.0, 2.0, 0.0], (1, DAYS))
    counts = exposure * 30 * np.exp(0.8 * wave[..., 1])
    counts[exposure == 0] = 10_000
    assert fit_log_linear(counts, wave, exposure, 28, 1).value[0] == pytest.approx(0.8, abs=1e-3)


def test_one_wholesale_order_moves_little() -> None:
    """A day of two thousand pieces among days of five changes the coefficient by less than its standard error."""
    wave = columns(3, 1)
    counts = np.random.default_rng(3).poisson(5 * np.exp(-1.5 * wave[..., 1])).astype(float)
    clean = fit_log_linear(counts, wave, np.ones((1, DAYS)), 28, 1)
    counts[0, 77] += 2000
    freak = fit_log_linear(counts, wave, np.ones((1, DAYS)), 28, 1)
    assert abs(freak.value[0] - clean.value[0]) < clean.standard_error[0]


def test_evidence_in_one_block_has_no_degrees_of_freedom() -> None:
    """A column that moves in four weeks only rests on one block: no freedom to judge it by; one that moves always has many."""
    one = np.stack([np.ones((1, DAYS)), np.zeros((1, DAYS))], axis=2)
    one[0, 28:56, 1] = np.resize([0.3, -0.3], 28)
    counts = np.random.default_rng(4).poisson(8.0, (1, DAYS)).astype(float)
    assert fit_log_linear(counts, one, np.ones((1, DAYS)), 28, 1).freedom[0] < 0.1
    assert fit_log_linear(counts, columns(4, 1), np.ones((1, DAYS)), 28, 1).freedom[0] > 5


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(2, 1.886), (3, 1.638), (5, 1.476), (10, 1.372), (30, 1.310), (1e6, 1.2816)]
)
def test_quantiles_of_students_t(freedom: float, quantile: float) -> None:
    """As printed in any table, within a percent."""
    assert float(t_of_eighty(np.array([freedom]))[0]) == pytest.approx(quantile, rel=0.01)
