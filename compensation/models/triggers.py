"""What the database itself refuses about plans, periods and statements."""
# ruff: noqa: S608 - the only thing put into these texts are the constants of this file

import pgtrigger

_REFUSE = "RAISE EXCEPTION '{0}' USING ERRCODE = 'check_violation', CONSTRAINT = '{1}';"


def _refuse(words: str, constraint: str) -> str:
    return _REFUSE.format(words, constraint)


# Runs at the end of the transaction in which a version leaves draft.
SOUND_VERSION = f"""
    IF NEW.state = 'draft' THEN RETURN NULL; END IF;
    FOR line IN SELECT weight_numerator AS n, weight_denominator AS d
        FROM compensation_plancomponent WHERE version_id = NEW.id LOOP
        top := top * line.d + line.n * bottom;
        bottom := bottom * line.d;
    END LOOP;
    IF top <> 100 * bottom THEN
        {_refuse("the weights of the components are not 100 per cent", "plan_weights_are_100")}
    END IF;
    IF NOT EXISTS (SELECT 1 FROM compensation_plancomponent WHERE version_id = NEW.id
        AND code = 'secrets' AND weight_numerator >= 25 * weight_denominator) THEN
        {_refuse("secrets weigh below 25 per cent", "plan_secrets_at_least_25")}
    END IF;
    IF NOT EXISTS (SELECT 1 FROM compensation_plancomponent WHERE version_id = NEW.id
        AND code = 'other_solutions' AND weight_numerator >= 20 * weight_denominator) THEN
        {_refuse("other solutions weigh below 20 per cent", "plan_other_solutions_at_least_20")}
    END IF;
    IF NOT EXISTS (SELECT 1 FROM compensation_plancomponent WHERE version_id = NEW.id
        AND code = 'relationship' AND CASE NEW.share_basis
            WHEN 'bonus' THEN weight_numerator >= 20 * weight_denominator
            ELSE weight_numerator::numeric * NEW.target_minor
                >= 20 * weight_denominator::numeric * (NEW.salary_minor + NEW.target_minor)
            END) THEN
        {_refuse("relationship weighs below 20 per cent", "plan_relationship_at_least_20")}
    END IF;
    top := 0; bottom := 1;
    FOR line IN SELECT weight_numerator AS n, weight_denominator AS d
        FROM compensation_planbehaviour WHERE version_id = NEW.id LOOP
        top := top * line.d + line.n * bottom;
        bottom := bottom * line.d;
    END LOOP;
    IF top <> 100 * bottom THEN
        {_refuse("the weights of the behaviours are not 100 per cent", "plan_behaviours_are_100")}
    END IF;
    IF (SELECT count(*) FROM compensation_planbehaviour WHERE version_id = NEW.id) > 6 THEN
        {_refuse("more than six behaviours", "plan_at_most_six_behaviours")}
    END IF;
    RETURN NULL;
"""
FROZEN_VERSION = f"""
    IF OLD.state = 'draft' THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        IF NEW.state NOT IN ('draft', 'approved') THEN
            {_refuse("a draft is approved first", "plan_version_goes_step_by_step")}
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        {_refuse("an approved plan stays", "plan_version_is_frozen")}
    END IF;
    IF to_jsonb(OLD) - '{{state,published_by_id,published_at,effective_until,retired_at,version}}'
        ::text[] <> to_jsonb(NEW)
        - '{{state,published_by_id,published_at,effective_until,retired_at,version}}'::text[] THEN
        {_refuse("an approved plan is superseded, never edited", "plan_version_is_frozen")}
    END IF;
    IF array_position(ARRAY['draft', 'approved', 'published', 'retired'], NEW.state::text)
        - array_position(ARRAY['draft', 'approved', 'published', 'retired'], OLD.state::text)
        NOT IN (0, 1) THEN
        {_refuse("a plan moves forward step by step", "plan_version_goes_step_by_step")}
    END IF;
    RETURN NEW;
"""
FROZEN_PART = f"""
    IF EXISTS (SELECT 1 FROM compensation_planversion v WHERE v.state <> 'draft'
        AND v.id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.version_id END,
                     CASE WHEN TG_OP <> 'DELETE' THEN NEW.version_id END)) THEN
        {_refuse("an approved plan is superseded, never edited", "plan_part_is_frozen")}
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""
FROZEN_ASSIGNMENT = f"""
    IF TG_OP = 'INSERT' OR NEW.plan_version_id <> OLD.plan_version_id THEN
        IF NOT EXISTS (SELECT 1 FROM compensation_planversion v
            WHERE v.id = NEW.plan_version_id AND v.state IN ('published', 'retired')) THEN
            {_refuse("only a published plan is assigned", "assignment_of_published_plan")}
        END IF;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.signed_at IS NOT NULL
        AND to_jsonb(OLD) - 'until_on' <> to_jsonb(NEW) - 'until_on' THEN
        {_refuse("a signed assignment stays as it was signed", "assignment_signed_is_frozen")}
    END IF;
    RETURN NEW;
"""
PERIOD_ONE_WAY = f"""
    IF TG_OP = 'DELETE' THEN
        IF OLD.state = 'open' THEN RETURN OLD; END IF;
        {_refuse("a calculated period stays", "period_goes_one_way")}
    END IF;
    IF array_position(ARRAY['open', 'calculated', 'approved', 'closed'], NEW.state::text)
        - array_position(ARRAY['open', 'calculated', 'approved', 'closed'], OLD.state::text)
        NOT IN (0, 1) THEN
        {_refuse("a period goes one way", "period_goes_one_way")}
    END IF;
    IF OLD.state = 'closed' OR (OLD.state = 'approved'
        AND to_jsonb(OLD) - '{{state,closed_by_id,closed_at,version}}'::text[]
            <> to_jsonb(NEW) - '{{state,closed_by_id,closed_at,version}}'::text[]) THEN
        {_refuse("an approved period is frozen", "period_is_frozen")}
    END IF;
    IF NEW.state IN ('approved', 'closed') AND EXISTS (SELECT 1 FROM compensation_statement s
        WHERE s.period_id = NEW.id AND s.person_id IN (NEW.approved_by_id, NEW.closed_by_id)) THEN
        {_refuse("nobody approves their own pay", "period_not_by_somebody_it_pays")}
    END IF;
    RETURN NEW;
"""
FROZEN_UNDER_PERIOD = f"""
    IF EXISTS (SELECT 1 FROM compensation_period p WHERE p.state IN ('approved', 'closed')
        AND p.id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.period_id END,
                     CASE WHEN TG_OP <> 'DELETE' THEN NEW.period_id END)) THEN
        {_refuse("what an approved period rests on is frozen", "period_contents_are_frozen")}
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""
APPEND_ONLY = f"""
    IF TG_OP <> 'INSERT' THEN
        {_refuse("the ledger only grows", "ledger_is_append_only")}
    END IF;
    IF EXISTS (SELECT 1 FROM compensation_period p
        WHERE p.id = NEW.period_id AND p.state = 'closed') THEN
        {_refuse("a closed period takes no entries", "ledger_period_is_closed")}
    END IF;
    RETURN NEW;
"""
ANY_CHANGE = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete


def before_change(
    name: str, func: str, operation: pgtrigger.Operation = ANY_CHANGE
) -> pgtrigger.Trigger:
    """Look at each row before it is written."""
    return pgtrigger.Trigger(name=name, when=pgtrigger.Before, operation=operation, func=func)
