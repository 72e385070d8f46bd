"""kill -9 while digests go out; `make bench` lets longer storms pass."""

from pathlib import Path

from benchmarks.kill_sends import Place, Storm, run
from db.deliveries import State


async def test_no_kill_sends_a_digest_twice_or_leaves_one_without_an_end(
    server, empty_database_url
):
    several = server is not None
    storm = Storm(count=200, kills=1, processes=1 + several, hurried=True)

    result = await run(storm, Place(empty_database_url, Path()))

    assert (result.twice, result.endless, result.pretended) == (0, 0, 0)
    assert set(result.states) <= {State.SENT, State.UNKNOWN}
    assert result.states[State.UNKNOWN] <= result.most_unknown
