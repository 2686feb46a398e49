"""Many seeded shops with planted causes and a truth table: what detectors are measured on, and a nightly pass is timed with.

    world = World(seed=7, shops=200, lines_per_shop=4_000, last_day=date(2026, 9, 20))
    world.load_into(connection)      # a DuckDB connection with the warehouse's tables
    world.truth()                    # one row a planted cause, confounder or natural occurrence, as it came out

Every shop is drawn from (seed, number of the shop) alone, so shop 7 is the same in a world of ten and of ten thousand. Nothing here
imports the product, and nothing here touches the one rich sample shop beside it.
"""
