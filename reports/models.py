"""The report: its template as data, and the texts that belong to the report itself."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.models import PeriodRow, PeriodRowQuerySet, ReportingPeriod, Unit


class ReportTemplate(models.Model):
    """How a board's interim report is laid out: chapters in order, and which sections each shows.

    `chapters` is a list of {number, title, parts, text, hint}: `parts` are keys of sections in the order they are
    read, `text` is the code of the report's own text in the chapter, if it has one. `relations` are those
    that join facts of different wings, in the form of followup.sections.Relation.
    """

    board = models.OneToOneField(Unit, models.PROTECT, related_name="report_template")
    title = models.CharField(_("title"), max_length=120)
    year_title = models.CharField(_("title for the full year"), max_length=120, blank=True)
    chapters = models.JSONField(_("chapters"), default=list)
    relations = models.JSONField(_("relations"), default=list, blank=True)
    # When it was last changed in the portal; None as long as it never was.
    changed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"{self.title} · {self.board}"

    @property
    def key(self) -> str:
        return "reports.template"

    def title_for(self, period: ReportingPeriod) -> str:
        """What the report of this period is called: the full year's has a name of its own in many boards."""
        is_year = period.kind == ReportingPeriod.Kind.YEAR
        return self.year_title if is_year and self.year_title else self.title

    def texts(self) -> list[dict]:
        """The chapters that have a text of the report's own, in order."""
        return [chapter for chapter in self.chapters if chapter.get("text")]


class ChapterText(PeriodRow):
    """The report's own text in one chapter, by one unit for one period."""

    IDENTITY = ("unit", "period", "code")

    code = models.SlugField(_("chapter"), max_length=60)
    text = models.TextField(_("text"), blank=True)

    objects = PeriodRowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "period", "code"], name="chapter_text_once")]

    def __str__(self):
        return f"{self.unit} · {self.period} · {self.code}"

    @property
    def key(self) -> str:
        return f"reports.{self.code}"


class CaseDocument(PeriodRow):
    """A matter that the board is to decide on (tjänsteskrivelse), by one unit for one period.

    `extracts_to` names who gets an extract of the minutes, one a line. A person is named by role. One whose title is
    emptied is left out of the papers: what has been written is never deleted.
    """

    IDENTITY = ("unit", "period", "code")

    code = models.SlugField(_("code"), max_length=60)
    title = models.CharField(_("title"), max_length=200, blank=True)
    dnr = models.CharField(_("diary number"), max_length=60, blank=True)
    background = models.TextField(_("background"), blank=True)
    assessment = models.TextField(_("assessment"), blank=True)
    proposal = models.TextField(_("proposal for a decision"), blank=True)
    extracts_to = models.TextField(_("extracts to"), blank=True)
    written_by_role = models.CharField(_("written by (role)"), max_length=200, blank=True)

    objects = PeriodRowQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["unit", "period", "code"], name="case_document_once")]

    def __str__(self):
        return self.title or self.code

    @property
    def key(self) -> str:
        return f"reports.case.{self.code}"


class FindingAnswer(PeriodRow):
    """What is answered to a finding of the review, by one unit for one period. `sentence` is the finding as it was."""

    IDENTITY = ("unit", "period", "code")

    code = models.SlugField(_("finding"), max_length=16)
    sentence = models.TextField(_("what was found"), blank=True)
    comment = models.TextField(_("answer"), blank=True)

    objects = PeriodRowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "period", "code"], name="finding_answer_once")]

    def __str__(self):
        return self.sentence or self.code

    @property
    def key(self) -> str:
        return f"reports.answer.{self.code}"


class SealedReportQuerySet(models.QuerySet):
    def listed(self, unit, period):
        """The report and its corrections in order, without their bytes."""
        return self.filter(unit=unit, period=period).select_related("sealed_by").defer("payload", "pdf")


class SealedReport(models.Model):
    """A report as it was decided: its data, its PDF, their hashes and the decision. Never altered.

    `number` is 0 for the report itself and counts its corrections (rättelser), each with its reason. `payload`
    is the JSON text itself, since a hash is of bytes.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sealed_reports")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="sealed_reports")
    number = models.PositiveSmallIntegerField(_("number"), default=0)
    payload = models.TextField()
    payload_sha256 = models.CharField(max_length=64)
    pdf = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64)
    diary_number = models.CharField(_("diary number"), max_length=60)
    paragraph = models.CharField(_("paragraph"), max_length=20)
    decided_on = models.DateField(_("date of the decision"))
    reason = models.TextField(_("reason for the correction"), blank=True)
    sealed_at = models.DateTimeField()
    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = SealedReportQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "period", "number"], name="sealed_report_once"),
            models.CheckConstraint(
                name="sealed_report_correction_has_reason",
                condition=models.Q(number=0, reason="") | (models.Q(number__gt=0) & ~models.Q(reason="")),
                violation_error_message=_("Say why the report is corrected."),
            ),
        ]

    def __str__(self):
        return f"{self.unit} · {self.period} · {self.number}"


class Rendering(models.Model):
    """A file of a report, as it is to be written, is being, or has been: one for each content and form.

    `content` is a fingerprint of the payload and of what writes it (reports/renderings.py), and is kept from those who
    may not see it: it is the file's address. `payload` is there until the file is. `worker` holds the claim until
    `lease_until`, and `reason` is a code of REASONS. `wanted_at` is when a person last asked for it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Being written")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    REASONS = {
        "stopped": _("The server stopped twice while the file was written."),
        "too_long": _("It took too long to write the file. The report may hold a very long table."),
        "too_much": _("It took more memory than one file may have. The report may hold a very long text or table."),
        "broken": _("The file could not be written. Who runs the portal finds the reason in the log."),
    }

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="renderings")
    period = models.ForeignKey(ReportingPeriod, models.CASCADE, related_name="renderings")
    content = models.CharField(max_length=64)
    form = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    share = models.PositiveSmallIntegerField(_("done, in per cent of the file"), default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=10, blank=True)
    payload = models.TextField(blank=True)
    file = models.BinaryField(null=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    wanted_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["content", "form"], name="rendering_once"),
            models.CheckConstraint(
                name="rendering_done_has_its_file",
                condition=~models.Q(state="done") | (models.Q(file__isnull=False) & ~models.Q(file_sha256="")),
            ),
            models.CheckConstraint(
                name="rendering_to_write_has_its_payload",
                condition=models.Q(state="done") | ~models.Q(payload=""),
            ),
        ]

    def __str__(self):
        return f"{self.unit} · {self.period} · {self.form}"

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @property
    def is_under_way(self) -> bool:
        return self.state in {self.State.WAITING, self.State.RUNNING}

    @property
    def why(self) -> str:
        """Why it failed, as a sentence."""
        return str(self.REASONS.get(self.reason, ""))
