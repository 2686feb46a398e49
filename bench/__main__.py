"""Runs the benches and prints one JSON line each."""

from __future__ import annotations

import importlib
import json
import sys
import time

BENCHES = (
    "import_speed",
    "big_files",
    "ask_speed",
    "home_rerun",
    "detect",
    "compliance",
    "contribution",
    "forecast",
    "anomaly",
    "stock_out",
    "elasticity",
    "affinity",
    "recommend",
    "nightly",
    "detectors_quality",
    "detectors_stock_price",
    "detectors_customers",
    "detectors_sales",
    "mended",
)


def main() -> None:
    """Run the named benches, or all of them."""
    for name in sys.argv[1:] or BENCHES:
        started = time.perf_counter()
        figures = importlib.import_module(f"bench.{name}").run()
        print(
            json.dumps(
                {"bench": name, **figures, "seconds": round(time.perf_counter() - started, 1)},
                ensure_ascii=False,
            )
        )


if __name__ == "__main__":
    main()
