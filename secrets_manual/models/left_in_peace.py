"""Who is left in peace: triggers of the tables that hold what contacts said."""

import pgtrigger

# A contact who objects to being remembered is left in peace by every door, also this one.
_NOT_ABOUT_WHO_OBJECTS = """
IF (SELECT answer FROM accounts_consent
    WHERE contact_id = NEW.contact_id AND purpose = 'remembering'
    ORDER BY id DESC LIMIT 1) = 'refused' THEN
    RAISE EXCEPTION 'contact % asked not to be remembered', NEW.contact_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'secret_contact_may_be_remembered';
END IF;
RETURN NEW;
"""


def left_in_peace(name: str) -> pgtrigger.Trigger:
    """Give the trigger of a table with contact, text and state that keeps out who objects."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("contact_id", "text", "state"),
        condition=pgtrigger.Condition("NEW.contact_id IS NOT NULL AND NEW.state <> 'withdrawn'"),
        func=_NOT_ABOUT_WHO_OBJECTS,
    )


# What was said where somebody took part who objects: the talk stays, its words do not begin.
_WORDS_OF_A_TALK = """
IF TG_OP = 'UPDATE' THEN
    IF OLD.words = NEW.words AND OLD.{whose} IS NOT DISTINCT FROM NEW.{whose} THEN
        RETURN NEW;
    END IF;
END IF;
IF EXISTS (
    SELECT 1 FROM ({who}) AS present (contact_id)
    WHERE (SELECT answer FROM accounts_consent
           WHERE contact_id = present.contact_id AND purpose = 'remembering'
           ORDER BY id DESC LIMIT 1) = 'refused'
) THEN
    RAISE EXCEPTION 'a contact in talk % asked not to be remembered', {talk}
        USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
END IF;
RETURN NEW;
"""


def notes_left_in_peace(name: str) -> pgtrigger.Trigger:
    """Give the trigger of a talk that keeps out notes where somebody took part who objects."""
    who = (
        "SELECT NEW.contact_id UNION "
        "SELECT contact_id FROM secrets_manual_participant WHERE conversation_id = NEW.id"
    )
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("contact_id", "words"),
        condition=pgtrigger.Condition("NEW.words <> ''"),
        func=_WORDS_OF_A_TALK.format(whose="contact_id", who=who, talk="NEW.id", name=name),
    )


def answers_left_in_peace(name: str) -> pgtrigger.Trigger:
    """Give the trigger of the turns of a talk that keeps out what was said there."""
    talk = "NEW.conversation_id"
    who = (
        "SELECT contact_id FROM secrets_manual_conversation"
        " WHERE id = NEW.conversation_id UNION "
        "SELECT contact_id FROM secrets_manual_participant"
        " WHERE conversation_id = NEW.conversation_id"
    )
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("conversation_id", "words"),
        func=_WORDS_OF_A_TALK.format(whose="conversation_id", who=who, talk=talk, name=name),
    )


def seats_left_in_peace(name: str) -> pgtrigger.Trigger:
    """Give the trigger that seats nobody who objects where words stand already."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("contact_id", "conversation_id"),
        func=_SEAT_WITH_WORDS.format(name=name),
    )


_SEAT_WITH_WORDS = """
IF (SELECT answer FROM accounts_consent
    WHERE contact_id = NEW.contact_id AND purpose = 'remembering'
    ORDER BY id DESC LIMIT 1) = 'refused'
   AND (EXISTS (SELECT 1 FROM secrets_manual_conversation
                WHERE id = NEW.conversation_id AND words <> '')
        OR EXISTS (SELECT 1 FROM secrets_manual_turn
                   WHERE conversation_id = NEW.conversation_id)) THEN
    RAISE EXCEPTION 'contact % asked not to be remembered', NEW.contact_id
        USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
END IF;
RETURN NEW;
"""
