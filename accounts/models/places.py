"""Where contacts stand in their house: a level, and no ring of who reports to whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Nobody reports to themselves, not even by way of others; as with families of customers.
NO_RING_OF_CONTACTS = """
    PERFORM pg_advisory_xact_lock(4321002);
    above := NEW.reports_to_id;
    FOR step IN 1..100 LOOP
        IF above = NEW.id THEN
            RAISE EXCEPTION 'contact % would report to itself', NEW.id USING
                ERRCODE = 'check_violation', CONSTRAINT = 'contact_reports_in_no_ring';
        END IF;
        SELECT reports_to_id INTO above FROM accounts_contact WHERE id = above;
        EXIT WHEN above IS NULL;
    END LOOP;
    RETURN NEW;
"""


class Level(models.TextChoices):
    """Where somebody stands in their house, without a ladder of titles."""

    HEAD = "head", _("leads the house")
    AREA = "area", _("leads an area")
    TEAM = "team", _("leads a team")
    DOES = "does", _("does the work")
