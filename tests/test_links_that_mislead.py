"""A link that could take a reader to another place than it seems to is not printed unless its words show the
address.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper.narrative.addresses import misleading

HONEST = [
    ("the open data page", "https://www.example.gov.uk/data"),
    ("GOV.UK", "https://www.gov.uk/"),
    ("www.example.gov.uk/data", "https://example.gov.uk/data"),
    ("https://www.example.gov.uk/data", "https://www.example.gov.uk/data"),
    ("example.gov.uk", "https://data.example.gov.uk:8443/x"),
    ("Q1 report.docx, 3.5 of 4", "https://www.example.gov.uk/report.docx"),
    ("https://bank@evil.example/", "https://bank@evil.example/"),
    ("https://xn--bnk-5cd.example", "https://xn--bnk-5cd.example"),
    ("write to clerk@example.gov.uk", "mailto:clerk@example.gov.uk"),
    ("the clerk", "mailto:clerk@example.gov.uk"),
]
HOSTS = st.from_regex(r"[a-z]{3,8}\.(gov\.uk|org|com)", fullmatch=True)


@pytest.mark.parametrize(("words", "address"), HONEST)
def test_a_link_that_says_where_it_leads_is_printed(words: str, address: str) -> None:
    assert misleading(words, address) == ""


@pytest.mark.parametrize(
    ("words", "address", "problem"),
    [
        ("the bank", "https://bank@evil.example/", "leads to evil.example, which a name before the @ hides"),
        ("the bank", "https://www.bank.com:443%5C@evil.example", "leads to evil.example, which a name before"),
        ("the bank", "HTTPS://a:b@evil.example", "leads to evil.example, which a name before the @ hides"),
        ("the bank", "https://xn--bnk-5cd.com/", "leads to a host with letters that can pass for others"),
        ("the bank", "https://b\N{CYRILLIC SMALL LETTER A}nk.com/", "leads to a host with letters that can pass"),
        ("www.bank.com", "https://evil.example/", "says www.bank.com and leads to evil.example"),
        ("bank.com", "https://bank.com.evil.example/", "says bank.com and leads to bank.com.evil.example"),
        ("bank.com", "https://evilbank.com/", "says bank.com and leads to evilbank.com"),
        ("https://bank.com/pay", "https://evil.example/?https://bank.com", "says bank.com and leads to evil.example"),
        ("clerk@example.gov.uk", "mailto:x@evil.example", "says clerk@example.gov.uk and writes to x@evil.example"),
        ("the bank", "https://[evil", "has an address that no browser can read"),
    ],
)
def test_a_link_that_misleads_is_told(words: str, address: str, problem: str) -> None:
    assert misleading(words, address).startswith(problem)


@given(HOSTS, HOSTS, st.sampled_from(["{}", "https://{}/x", "www.{}", "see {}, page 3", "HTTPS://{}"]))
def test_words_that_name_a_host_lead_there_and_to_no_other(shown: str, host: str, form: str) -> None:
    words = form.format(shown)
    assert misleading(words, f"https://{shown}/x") == ""
    assert (misleading(words, f"https://{host}.evil.example/{shown}") == "") is False


@given(HOSTS, HOSTS, st.text("abc.:%40", min_size=1, max_size=8))
def test_a_name_before_the_host_is_always_told_or_shown(host: str, name: str, secret: str) -> None:
    address = f"https://{name}{secret}@{host}/"
    assert misleading("the report", address)
    assert address in f"the report ({address})"
    assert misleading(f"the report ({address})", address) in {"", f"says {name} and leads to {host}"}
