"""Which addresses may be asked for at all."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.addresses import Allowed, is_public
from bot.web.errors import FetchError, NotPublicError, PortError, RefusedAddressError
from tests.refused import ADDRESSES, REFUSED


@pytest.mark.parametrize(("url", "error"), REFUSED.values(), ids=REFUSED)
def test_an_address_that_leads_inwards_is_refused(
    url: str, error: type[FetchError]
) -> None:
    with pytest.raises(error) as caught:
        Allowed().check(url)

    assert str(caught.value).endswith(".")
    assert not caught.value.transient


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("http://example.com", id="plain"),
        pytest.param("https://www.example.com/a?b=c#d", id="query"),
        pytest.param("https://example.com:443/", id="port"),
        pytest.param("http://8.8.8.8/", id="public-v4"),
        pytest.param("http://[2606:4700::1111]/", id="public-v6"),
        pytest.param("http://bücher.example.com/", id="umlaut"),
        pytest.param("http://例え.jp/", id="japanese"),
        pytest.param("http://a_b.example.com/", id="underscore"),
        pytest.param("http://1.example.com/", id="number-in-front"),
        pytest.param("http://example.com./", id="final-stop"),
    ],
)
def test_an_address_of_the_public_web_may_be_asked_for(url: str) -> None:
    assert Allowed().check(url).fragment == ""


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_a_special_address_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


def test_what_the_operator_allows_may_be_asked_for_on_any_port() -> None:
    allowed = Allowed(["127.0.0.0/8", "intranet", "[fd12::1]", "10.1.2.3"])

    for url in (
        "http://127.0.0.9:8080/",
        "http://intranet:9/",
        "http://[fd12::1]:81/",
        "http://10.1.2.3/",
    ):
        assert str(allowed.check(url)) == url


@pytest.mark.parametrize(
    ("url", "error"),
    [
        pytest.param("http://10.1.2.4/", NotPublicError, id="neighbour"),
        pytest.param("http://localhost/", NotPublicError, id="another-name"),
        pytest.param("http://intranet.example.com:81/", PortError, id="longer-name"),
    ],
)
def test_what_is_allowed_allows_nothing_beside_it(
    url: str, error: type[FetchError]
) -> None:
    with pytest.raises(error):
        Allowed(["127.0.0.0/8", "intranet", "10.1.2.3"]).check(url)


@given(st.ip_addresses(v=4))
def test_python_agrees_about_what_is_public(address: object) -> None:
    ip = ip_address(str(address))

    assert not is_public(ip) or (ip.is_global and not ip.is_multicast)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"http://{text}/x"):
        try:
            host = Allowed().check(url).raw_host
        except RefusedAddressError:
            continue
        assert host is not None
        assert "." in host or ":" in host
