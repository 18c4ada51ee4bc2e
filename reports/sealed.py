"""Reading what is sealed: which report a reader is shown, its data and its files, byte for byte."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from followup.sections import Section
from organisation import access
from organisation.models import ReportingPeriod, State, Submission, Unit, User
from organisation.places import Place
from reports import exports
from reports.assembly import Payload, build_sections, payload_from_data, template_of, template_relations
from reports.models import SealedReport


@dataclass(frozen=True)
class Content:
    """What a page of a unit shows: the sections and relations of the sealed report, or as they stand now.

    `language` is the one that they are written in, and `sealed` where they come from, None where they are live.
    """

    sections: list[Section]
    relations: tuple
    language: str
    sealed: SealedReport | None = None


def content_of(place: Place, *, today: date, period: ReportingPeriod | None = None, prefix: str = "") -> Content:
    """The content of the place, or of its unit in another period; live sections only of the wing `prefix`."""
    current = period is None
    sealed = shown_sealed(place) if current else _shown(place.user, place.unit, period)
    if sealed:
        payload = payload_of(sealed)
        return Content(payload.sections(), payload.relations, payload.language, sealed)
    sections = build_sections(unit=place.unit, period=period or place.period, today=today, prefix=prefix)
    return Content(sections, template_relations(template_of(place.unit, period or place.period)), get_language())


def shown_sealed(place: Place) -> SealedReport | None:
    """The sealed report that the reader is shown instead of what stands there now, or None.

    While a correction is under way, those who see drafts see it, and everybody else the latest sealed report.
    """
    return _shown(place.user, place.unit, place.period, place.submission)


def seals_of(place: Place) -> list[SealedReport]:
    """The report and its corrections in order, without their bytes. One query, none where nothing is sealed."""
    return list(SealedReport.objects.listed(place.unit, place.period)) if place.submission.sealed_at else []


class SealBroken(Exception):
    """What is stored is not what was sealed: its hash says so."""


def payload_of(sealed: SealedReport) -> Payload:
    """The payload as it was sealed. Raises SealBroken where it has been altered in the database since."""
    return payload_from_data(json.loads(_whole(sealed.payload.encode("utf-8"), sealed.payload_sha256)))


def file_of(sealed: SealedReport, form: str) -> str | bytes:
    """The file in a form of exports.WRITERS: "pdf" and "json" byte for byte as they were sealed, the others made of
    what was. Raises SealBroken where they have been altered in the database since."""
    if form == "pdf":
        return _whole(bytes(sealed.pdf), sealed.pdf_sha256)
    payload = payload_of(sealed)
    return sealed.payload if form == "json" else exports.WRITERS[form](payload)


def _whole(content: bytes, digest: str) -> bytes:
    if hashlib.sha256(content).hexdigest() != digest:
        raise SealBroken(digest)
    return content


def _shown(user: User, unit: Unit, period: ReportingPeriod, submission: Submission | None = None):
    submission = submission or Submission.objects.of(unit, period)
    if not submission.sealed_at or (submission.state != State.SEALED and access.sees_drafts(user, unit)):
        return None
    return SealedReport.objects.filter(unit=unit, period=period).select_related("sealed_by").last()
