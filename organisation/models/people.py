"""People and their roles."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is in a unit. What a role may do stands in organisation/access.py."""

    PLANNER = "planner", _("Planner")
    MANAGER = "manager", _("Manager")
    CONTROLLER = "controller", _("Controller")
    BOARD_MEMBER = "board_member", _("Board member")
    ADMINISTRATOR = "administrator", _("Administrator")


class User(AbstractUser):
    """Somebody who logs in, or a source of facts that cannot log in."""

    title = models.CharField(_("title"), max_length=100, blank=True)
    is_source = models.BooleanField(
        _("is a source"), default=False, help_text=_("Stands for source documents and cannot log in.")
    )

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                name="user_source_cannot_log_in",
                condition=models.Q(is_source=False) | models.Q(is_active=False),
                violation_error_message=_("A source of facts cannot be an active account."),
            )
        ]

    @property
    def shown_name(self) -> str:
        return self.get_full_name() or self.title or self.username


class Membership(models.Model):
    """One role that one person has in one unit, and in every unit below it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    unit = models.ForeignKey("organisation.Unit", models.CASCADE, related_name="memberships", verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                name="membership_once",
                violation_error_message=_("This person already has this role in the unit."),
            )
        ]

    def __str__(self):
        return f"{self.user} · {self.get_role_display()} · {self.unit}"
