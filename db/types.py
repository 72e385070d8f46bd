"""Column types for what an engine cannot keep: exact decimals, aware instants, NULs."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, String, Text
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

BigId = BigInteger().with_variant(Integer(), "sqlite")
"""A 64-bit key. SQLite only numbers rows by itself when the type is INTEGER."""


class PlainText(TypeDecorator[str]):
    """Text. PostgreSQL's cannot hold the character NUL: U+FFFD takes its place.

    One character for one: offsets into the text stay true.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        del dialect
        return value and value.replace("\x00", "\ufffd")


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal as text, digit for digit. SQLite's NUMERIC goes through a float."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        del dialect
        return None if value is None else Decimal(value)


class Instant(TypeDecorator[datetime]):
    """An aware moment as microseconds since 1970 in UTC.

    Raises:
        NaiveInstantError: The datetime has no time zone, so it names no moment.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> int | None:
        del dialect
        if value is None:
            return None
        if value.utcoffset() is None:
            raise NaiveInstantError(value)
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        del dialect
        return None if value is None else _EPOCH + value * _MICROSECOND


class NaiveInstantError(ValueError):
    """A datetime without a time zone names no moment."""

    def __init__(self, value: datetime) -> None:
        super().__init__(f"{value} has no time zone")
