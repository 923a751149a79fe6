import accounts.models.customers
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, null=True, verbose_name="email"),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("phone", models.CharField(blank=True, max_length=60, verbose_name="phone")),
                ("zone", models.CharField(blank=True, max_length=64, verbose_name="time zone")),
                ("language", models.CharField(blank=True, max_length=12, verbose_name="language")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("away_from", models.DateTimeField(blank=True, null=True)),
                ("away_until", models.DateTimeField(blank=True, null=True)),
                ("quiet_from", models.TimeField(blank=True, null=True)),
                ("quiet_until", models.TimeField(blank=True, null=True)),
                ("reference", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="stands_in_for",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Customer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("organisation", "organisation"), ("household", "household")],
                        default="organisation",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "is_prospect",
                    models.BooleanField(default=False, verbose_name="not a customer yet"),
                ),
                ("sector", models.CharField(blank=True, max_length=120, verbose_name="sector")),
                ("country", models.CharField(blank=True, max_length=120, verbose_name="country")),
                ("website", models.CharField(blank=True, max_length=300, verbose_name="website")),
                ("phone", models.CharField(blank=True, max_length=60, verbose_name="phone")),
                ("address", models.TextField(blank=True, max_length=1000, verbose_name="address")),
                ("zone", models.CharField(blank=True, max_length=64, verbose_name="time zone")),
                ("language", models.CharField(blank=True, max_length=12, verbose_name="language")),
                ("annual_revenue_minor", models.BigIntegerField(blank=True, null=True)),
                (
                    "employees",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="employees"),
                ),
                (
                    "founded_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="founded"),
                ),
                ("reference", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "keeper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="manuals_kept",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="keeper",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="children",
                        to="accounts.customer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email")),
                ("phone", models.CharField(blank=True, max_length=60, verbose_name="phone")),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="job title")),
                ("language", models.CharField(blank=True, max_length=12, verbose_name="language")),
                ("zone", models.CharField(blank=True, max_length=64, verbose_name="time zone")),
                (
                    "is_public_official",
                    models.BooleanField(default=False, verbose_name="a public official"),
                ),
                (
                    "may_be_asked",
                    models.BooleanField(
                        default=True, verbose_name="may be asked for a report card"
                    ),
                ),
                (
                    "no_surprises",
                    models.BooleanField(default=False, verbose_name="wants no surprises"),
                ),
                ("address_edited_at", models.DateTimeField(blank=True, null=True)),
                ("reference", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "address_edited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="accounts.customer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MailToContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("card", "report card"),
                            ("loyalty", "loyalty question"),
                            ("recovery", "about a mishap"),
                            ("offer", "offer"),
                        ],
                        max_length=20,
                    ),
                ),
                ("address", models.EmailField(max_length=254)),
                ("once_key", models.CharField(max_length=200, unique=True)),
                ("written_at", models.DateTimeField()),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails",
                        to="accounts.contact",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("rep", "rep"),
                            ("service", "service"),
                            ("lead", "lead"),
                            ("manager", "manager"),
                            ("marketing", "marketing"),
                            ("privacy", "privacy"),
                            ("finance", "finance"),
                            ("director", "director"),
                            ("admin", "admin"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="role_grants",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Stewardship",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField(verbose_name="from")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stewardships",
                        to="accounts.customer",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stewardships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("erased_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")),
                        name="suppression_is_a_hash",
                        violation_error_message="Of an erased contact, only a hash is kept.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("is_service", models.BooleanField(default=False, verbose_name="a service team")),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="teams_led",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "manager",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="teams_managed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="person",
            name="team",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="people",
                to="accounts.team",
            ),
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "scope",
                    models.CharField(
                        choices=[("read", "read"), ("write", "read and write")],
                        default="read",
                        max_length=8,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["read", "write"])),
                        name="token_scope_known",
                        violation_error_message="A token reads, or reads and writes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")),
                        name="token_digest_is_sha256",
                        violation_error_message="Of a token, only its hash is kept.",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(fields=["name", "id"], name="customer_by_name"),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("name"), name="gin_trgm_ops"
                ),
                name="customer_name_trigrams",
            ),
        ),
        migrations.AddConstraint(
            model_name="customer",
            constraint=models.CheckConstraint(
                condition=models.Q(("name__regex", "\\S")),
                name="customer_name_not_empty",
                violation_error_message="Give the customer a name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="customer",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["organisation", "household"])),
                name="customer_kind_known",
                violation_error_message="A customer is an organisation or a household.",
            ),
        ),
        migrations.AddConstraint(
            model_name="customer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent__isnull", True),
                    models.Q(("parent", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="customer_not_own_parent",
                violation_error_message="A customer cannot belong to itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="customer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reference", ""), _negated=True),
                fields=("reference",),
                name="customer_reference_unique",
                violation_error_message="Another customer has this reference already.",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["name", "id"], name="contact_by_name"),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                django.db.models.functions.text.Upper("email"), name="contact_by_email"
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("name"), name="gin_trgm_ops"
                ),
                name="contact_name_trigrams",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("name__regex", "\\S")),
                name="contact_name_not_empty",
                violation_error_message="Give the contact a name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reference", ""), _negated=True),
                fields=("reference",),
                name="contact_reference_unique",
                violation_error_message="Another contact has this reference already.",
            ),
        ),
        migrations.AddIndex(
            model_name="mailtocontact",
            index=models.Index(fields=["contact", "-written_at"], name="mail_by_contact"),
        ),
        migrations.AddConstraint(
            model_name="mailtocontact",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose__in", ["card", "loyalty", "recovery", "offer"])),
                name="mail_purpose_known",
                violation_error_message="Nobody knows this purpose of a mail.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.UniqueConstraint(
                fields=("person", "role"),
                name="role_once_per_person",
                violation_error_message="The person holds this role already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        (
                            "rep",
                            "service",
                            "lead",
                            "manager",
                            "marketing",
                            "privacy",
                            "finance",
                            "director",
                            "admin",
                        ),
                    )
                ),
                name="role_known",
                violation_error_message="There is no such role.",
            ),
        ),
        migrations.AddIndex(
            model_name="stewardship",
            index=models.Index(fields=["person", "customer"], name="stewardship_by_person"),
        ),
        migrations.AddConstraint(
            model_name="stewardship",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (
                        accounts.models.customers.DateRange(
                            "from_on",
                            "until_on",
                            django.contrib.postgres.fields.ranges.RangeBoundary(
                                inclusive_lower=True, inclusive_upper=True
                            ),
                        ),
                        "&&",
                    ),
                    ("customer", "="),
                ],
                name="one_steward_at_a_time",
                violation_error_message="Somebody else looks after this customer in that time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="stewardship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until_on__isnull", True),
                    ("until_on__gte", models.F("from_on")),
                    _connector="OR",
                ),
                name="stewardship_in_order",
                violation_error_message="The last day lies before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"),
                name="team_name_unique",
                violation_error_message="There is a team of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.CheckConstraint(
                condition=models.Q(("name__regex", "\\S")),
                name="team_name_not_empty",
                violation_error_message="Give the team a name.",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["name", "id"], name="person_by_name"),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                name="person_email_unique",
                violation_error_message="Somebody signs in with this address already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reference", ""), _negated=True),
                fields=("reference",),
                name="person_reference_unique",
                violation_error_message="Another person has this reference already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("name__regex", "\\S")),
                name="person_name_not_empty",
                violation_error_message="Give the person a name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("email__isnull", True), models.Q(("email", ""), _negated=True), _connector="OR"
                ),
                name="person_email_null_not_empty",
                violation_error_message="An address is given, or there is none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("away_from__isnull", True),
                    ("away_until__isnull", True),
                    ("away_until__gt", models.F("away_from")),
                    _connector="OR",
                ),
                name="person_away_in_order",
                violation_error_message="The absence ends before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("quiet_from__isnull", True), ("quiet_until__isnull", True)),
                    models.Q(("quiet_from__isnull", False), ("quiet_until__isnull", False)),
                    _connector="OR",
                ),
                name="person_quiet_hours_have_both_ends",
                violation_error_message="Quiet hours need a beginning and an end.",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("deputy__isnull", True),
                    models.Q(("deputy", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="person_not_own_deputy",
                violation_error_message="Somebody else must stand in.",
            ),
        ),
    ]
