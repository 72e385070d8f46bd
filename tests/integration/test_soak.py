"""A few quick days; `make bench` lets many pass."""

from benchmarks.soak import run


async def test_days_leave_no_task_and_no_digest_behind():
    result = await run(count=20, seconds=0)

    assert len(result.memory) == 4
    assert result.owed == 80
    assert (result.left_over, result.unsent, result.twice) == (0, 0, 0)
