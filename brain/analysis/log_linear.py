"""Many log-linear regressions of counts at once, with standard errors that survive shocks which last for weeks.

Poisson pseudo-maximum-likelihood: consistent for E[y] = exp(x b) whatever the scatter, zeros welcome, where the logarithm of counts is
biased (Santos Silva and Tenreyro 2006, "The Log of Gravity", Review of Economics and Statistics 88(4)). Standard errors: the jackknife
over blocks of consecutive days, cluster-robust CV3, linearised (MacKinnon, Nielsen and Webb 2023, Journal of Applied Econometrics
38(5)), with as many degrees of freedom as blocks carry the coefficient's evidence (Carter, Schnepel and Steigerwald 2017, Review of
Economics and Statistics 99(4)), less one; never below what independent days would leave.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brain.analysis.seasonality import Bools, Floats

ROUNDS = 40
SETTLED = 1e-6
LONGEST_STEP = 1.0
RIDGE = 1e-9
# A count beyond so many standard deviations counts as that: one wholesale order is no answer to a price.
FREAK = 4.0
FREAK_ROUNDS = 3
EIGHTY = 1.2815515655446004


@dataclass(frozen=True)
class Fit:
    """One coefficient of each regression, shape (items,): value, standard error, degrees of freedom, and whether it settled."""

    value: Floats
    standard_error: Floats
    freedom: Floats
    settled: Bools


def fit_log_linear(counts: Floats, columns: Floats, exposure: Floats, block: int, of: int) -> Fit:
    """Coefficient number `of` of counts ~ Poisson(exposure x exp(columns b)), for each item by itself.

    `counts` and `exposure` have shape (items, days), `columns` (items, days, k), the first of them all ones. Days with exposure 0 are left
    out. Blocks are `block` consecutive days.
    """
    used, held = exposure > 0, counts
    for _ in range(FREAK_ROUNDS):
        beta, settled = _newton(held, columns, exposure)
        expected = _expected(columns, beta, exposure)
        scatter = _scatter(held, expected, used, columns.shape[2])
        held = np.minimum(counts, expected + FREAK * np.sqrt(scatter[:, None] * np.maximum(expected, 1.0)))
    beta, settled = _newton(held, columns, exposure)
    expected = _expected(columns, beta, exposure)
    error, freedom, plain = _jackknife(held, columns, expected, block, of)
    # Few blocks make an error small by luck; what days scatter alone is the least it can be.
    least = np.sqrt(_scatter(held, expected, used, columns.shape[2]) * plain)
    return Fit(beta[:, of], np.maximum(error, least), freedom, settled)


def t_of_eighty(freedom: Floats) -> Floats:
    """The quantile of Student's t that leaves a tenth above it (Abramowitz and Stegun 1964, 26.7.5); within 1 % from 2 degrees on."""
    z, n = EIGHTY, np.maximum(freedom, 1.0)
    first, second = (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    quantile: Floats = z + first / n + second / n**2 + third / n**3
    return quantile


def _expected(columns: Floats, beta: Floats, exposure: Floats) -> Floats:
    linear = np.matmul(columns, beta[..., None])[..., 0]
    expected: Floats = exposure * np.exp(np.clip(linear, -30, 30))
    return expected


def _newton(counts: Floats, columns: Floats, exposure: Floats) -> tuple[Floats, Bools]:
    items, _, width = columns.shape
    used = np.where(exposure > 0, counts, 0.0)
    beta = np.zeros((items, width))
    beta[:, 0] = np.log(np.maximum(used.sum(axis=1), 0.5) / np.maximum(exposure.sum(axis=1), 1e-9))
    step = np.full((items, width), np.inf)
    for _ in range(ROUNDS):
        expected = _expected(columns, beta, exposure)
        slope = np.matmul(columns.transpose(0, 2, 1), (used - expected)[..., None])
        step = np.linalg.solve(_information(columns, expected), slope)[..., 0]
        beta = beta + np.clip(step, -LONGEST_STEP, LONGEST_STEP)
        if np.abs(step).max() < SETTLED:
            break
    return beta, np.abs(step).max(axis=1) < SETTLED


def _information(columns: Floats, expected: Floats) -> Floats:
    """X' W X with a ridge that only a column of zeros feels, shape (items, k, k)."""
    squares = np.matmul((columns * expected[..., None]).transpose(0, 2, 1), columns)
    size = np.maximum(squares[:, 0, 0], 1.0)
    information: Floats = squares + RIDGE * size[:, None, None] * np.eye(columns.shape[2])
    return information


def _scatter(counts: Floats, expected: Floats, used: Bools, width: int) -> Floats:
    """Pearson's variance over mean, at least 1, shape (items,)."""
    squares = np.divide(
        (counts - expected) ** 2, expected, out=np.zeros_like(expected), where=used & (expected > 0)
    )
    scatter: Floats = squares.sum(axis=1) / np.maximum(used.sum(axis=1) - width, 1)
    return np.maximum(scatter, 1.0)


def _jackknife(
    counts: Floats, columns: Floats, expected: Floats, block: int, of: int
) -> tuple[Floats, Floats, Floats]:
    """Standard error of one coefficient and its degrees of freedom: what leaving out each block would change, to first order.

    Beside them the coefficient's variance if days were independent Poisson counts.
    """
    whole = _information(columns, expected)
    inverse: Floats = np.linalg.inv(whole).astype(np.float64)
    moved, carried, blocks = [], [], 0
    for start in range(0, columns.shape[1], block):
        days = slice(start, start + block)
        own, size = columns[:, days], expected[:, days]
        score = np.matmul(own.transpose(0, 2, 1), np.where(size > 0, counts[:, days] - size, 0.0)[..., None])
        without = whole - np.matmul((own * size[..., None]).transpose(0, 2, 1), own)
        moved.append(_solved(without, score)[:, of])
        # The block's part of the evidence on this coefficient: squares of the column that the others do not explain.
        residual = np.matmul(own, inverse[:, of, :, None])[..., 0]
        carried.append((size * residual**2).sum(axis=1) / inverse[:, of, of])
        blocks += 1
    error = np.sqrt((blocks - 1) / blocks * (np.array(moved) ** 2).sum(axis=0))
    shares = np.array(carried) / np.maximum(np.array(carried).sum(axis=0), 1e-12)
    freedom = 1 / np.maximum((shares**2).sum(axis=0), 1e-12) - 1
    return error, np.minimum(freedom, blocks - 1), inverse[:, of, of]


def _solved(matrix: Floats, right: Floats) -> Floats:
    """Solutions; where all the evidence lies in one block the rest is singular, and the change without bound."""
    scale = np.maximum(np.abs(matrix).max(axis=(1, 2)), 1e-9)
    ridge = RIDGE * scale[:, None, None] * np.eye(matrix.shape[1])
    solved: Floats = np.linalg.solve(matrix + ridge, right)[..., 0]
    return solved
