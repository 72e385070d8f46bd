"""kill -9 while updates come in; `make bench` lets a longer storm pass."""

from benchmarks.kill_updates import Storm, run


async def test_no_kill_loses_an_update_handles_it_twice_or_out_of_order(
    server, empty_database_url
):
    processes = 1 if server is None else 2
    storm = Storm(count=150, kills=1, processes=processes, chats=20)

    result = await run(storm, empty_database_url)

    assert (result.handled, result.twice, result.out_of_order) == (150, 0, 0)
