"""A chart of each kind, with gaps, negative values, spans and targets."""

from followup.charts import Chart, Point, Series

FRAMES = {"Primärvård": "-112", "Tandvård": "-33", "Sjukhusvård": "-334", "Anslag och administration": "144"}
PARTS = (
    ("Uppfyllda", "good", "2", "3"),
    ("Delvis", "fair", "7", "0"),
    ("Inte", "bad", "4", "1"),
    ("Inga data", "none", "1", "10"),
)


def charts() -> tuple[Chart, ...]:
    """Bars, stacked bars, a line of three years with a gap, and a span."""
    return bars(), stacked(), line(), span()


def bars() -> Chart:
    points = tuple(Point(label=frame, value=value) for frame, value in FRAMES.items())
    return Chart(
        key="c.bars",
        kind="bars",
        title="Sjukhusvården har störst underskott, −334 mnkr",
        unit="mnkr",
        label_heading="Ram",
        series=(Series(label="Avvikelse", points=points, tone="bad"),),
    )


def stacked() -> Chart:
    return Chart(
        key="c.stacked",
        kind="stacked",
        title="Två av fjorton delmål är uppfyllda",
        unit="count",
        series=tuple(
            Series(
                label=label,
                tone=tone,
                points=(Point(label="Status nu", value=now), Point(label="Prognos", value=expected)),
            )
            for label, tone, now, expected in PARTS
        ),
    )


def line() -> Chart:
    months = [f"{year}-{month:02}" for year in (2023, 2024, 2025) for month in range(1, 13)]
    points = tuple(
        Point(label=month, value=None if 14 <= index <= 16 else str(5.2 + index % 7 / 10), note="systembyte")
        for index, month in enumerate(months)
    )
    return Chart(
        key="c.line",
        kind="line",
        title="Sjukfrånvaron ligger kvar på 5,8 procent",
        unit="%",
        decimals=1,
        target="5.5",
        target_label="Mål",
        series=(Series(label="Sjukfrånvaro", points=points),),
    )


def span() -> Chart:
    points = (
        Point(label="Helår", value="-550", high="-502.5", approximate="about"),
        Point(label="Nästa år", value=None),
    )
    return Chart(
        key="c.span",
        kind="span",
        title="Underskottet väntas bli 502,5 till 550 mnkr",
        unit="mnkr",
        decimals=1,
        series=(Series(label="Prognos", points=points),),
    )
