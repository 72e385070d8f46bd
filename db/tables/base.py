"""What all tables share, and what the database knows of itself."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from db.types import BigId, ExactDecimal, Instant, PlainText


class Base(DeclarativeBase):
    """The base of all tables, with constraint names that migrations can rely on."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  # declared so by SQLAlchemy
        datetime: Instant,
        Decimal: ExactDecimal,
        str: PlainText,
        int: BigId,
    }


class Fact(Base):
    """One thing the database knows of itself: the bot it belongs to, how much arrived."""

    __tablename__ = "facts"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[int]
