"""A password made of words that everybody here would guess first is refused (ASVS 5.0, 6.1.2 and 6.2.11)."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Seasons and months, of which «Sommar2025» is made; and the product's and the field's own words.
CALENDAR = """
sommar sommaren vinter vintern host hosten var varen januari februari mars april maj juni juli augusti september
oktober november december summer winter autumn spring january february march may june july october
"""
FIELD = """
boardportal delarsrapport delar delarsbokslut arsredovisning tertial bokslut budget prognos namnd namnden region
regionen kommun kommunen landstinget sverige planerare controller chef ledamot administrator namndsekreterare
losenord password qwerty welcome valkommen
"""
# So many letters must remain when the guessable words are taken away.
REMAINING = 8
SHORTEST_NAME = 4
# «aaaaaaaaaaaa» and «123123123123» are long and still among the first guesses.
DIFFERENT_SIGNS = 5


def fold(text: str) -> str:
    """Small letters without marks: «Västerbotten» and «vasterbotten» are one guess."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


def names_in_use() -> set[str]:
    """The words that organisations and units are called by, folded. Two queries."""
    from organisation.models import Organisation, Unit

    names = [*Organisation.objects.values_list("name", flat=True)]
    for name, short in Unit.objects.values_list("name", "short_name"):
        names += [name, short]
    words = {word for name in names for word in re.findall(r"[^\W\d_]+", fold(name))}
    return {word for word in words if len(word) >= SHORTEST_NAME}


class LocalWordsValidator:
    """Refuses a password that is a local word with figures and signs around it; a sentence may hold such words."""

    def validate(self, password: str, user=None) -> None:
        folded = fold(password)
        if len(set(folded)) < DIFFERENT_SIGNS:
            raise ValidationError(_("This password repeats the same few signs."), code="password_repeats")
        guessable = sorted({*CALENDAR.split(), *FIELD.split(), *names_in_use()}, key=len, reverse=True)
        rest = re.sub("|".join(map(re.escape, guessable)), " ", folded)
        if rest != folded and len(re.findall(r"[^\W\d_]", rest)) < REMAINING:
            raise ValidationError(
                _("This password is made of words that are easy to guess here: names of units, seasons, years."),
                code="password_local_words",
            )

    def get_help_text(self) -> str:
        return _("Not only names of units, seasons and years.")
