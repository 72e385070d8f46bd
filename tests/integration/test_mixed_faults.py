"""Whatever goes wrong while digests go out; `make bench` mixes it over many more."""

from benchmarks.mixed_faults import run


async def test_each_delivery_ends_as_its_chat_knows_whatever_goes_wrong_on_the_way(
    empty_database_url,
):
    result = await run(150, empty_database_url, chance=0.02)

    assert len(result.faults) > 5
    assert (result.endless, result.twice, result.wrong) == (0, 0, 0)
