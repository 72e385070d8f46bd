"""Which language a text is in."""

import pytest

from briefings.reading.language import language_of


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Acme sold 5% more widgets in October than it had in the month before."),
        ("de", "Acme hat im Oktober 5 % mehr Geräte verkauft als noch im Monat davor."),
        ("fr", "Acme a vendu en octobre 5 % de plus que dans le mois qui a précédé."),
        ("es", "Acme vendió en octubre un 5 % más de aparatos que en el mes de antes."),
        (
            "it",
            "Acme ha venduto a ottobre il 5% in più di apparecchi che nel mese prima.",
        ),
        (
            "pt",
            "A Acme vendeu em outubro 5% mais aparelhos do que no mês anterior, não menos.",
        ),
        (
            "nl",
            "Acme heeft in oktober 5% meer apparaten verkocht dan in de maand daarvoor.",
        ),
        (
            "sv",
            "Acme sålde i oktober 5 % fler apparater än under månaden som var före det.",
        ),
        (
            "pl",
            "Acme w październiku sprzedało o 5% więcej urządzeń niż w miesiącu, który był przed.",
        ),
        (
            "cs",
            "Acme v říjnu prodala o 5 % více přístrojů než v měsíci, který byl před tím.",
        ),
        (
            "tr",
            "Acme ekim ayında bir önceki aya göre daha çok cihaz sattı ve bu yıl için umutlu.",
        ),
        (
            "ru",
            "В октябре компания продала на 5% больше устройств, чем месяцем раньше.",
        ),
        (
            "uk",
            "У жовтні компанія продала на 5% більше пристроїв, ніж місяцем раніше, її звіт.",
        ),
        ("zh", "公司十月份的销量比上个月增长了百分之五，创下历史新高。"),
        ("ja", "同社の十月の販売台数は前の月より5%増えて、過去最高となりました。"),
        ("ko", "회사의 10월 판매량은 지난달보다 5% 늘어나 사상 최고를 기록했다."),
        ("ar", "باعت الشركة في أكتوبر أجهزة أكثر بنسبة 5٪ مما باعت في الشهر السابق."),
        (None, "Acme +5%"),
        (None, ""),
        (None, "1,200 3.4 99%"),
    ],
)
def test_the_language_of_a_sentence(language: str | None, text: str) -> None:
    assert language_of(text) == language


def test_a_foreign_name_does_not_make_a_text_foreign() -> None:
    text = (
        "The maker of the phone, Xiaomi (小米), said that sales of it rose by a fifth."
    )

    assert language_of(text) == "en"
