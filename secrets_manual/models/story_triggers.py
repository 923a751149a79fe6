"""What the database itself refuses of stories and votes: rules that look at several rows."""

CLOSED = """
IF (SELECT closed_at FROM secrets_manual_award WHERE id = NEW.award_id) IS NOT NULL THEN
    RAISE EXCEPTION 'award % is closed', NEW.award_id
        USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
END IF;
"""
OF_A_USE_RECEIVED_WELL = """
IF NOT EXISTS (
    SELECT 1 FROM secrets_manual_use u JOIN secrets_manual_secret s ON s.id = u.secret_id
    WHERE u.id = NEW.use_id AND u.person_id = NEW.agent_id
      AND u.reception = 'welcome' AND s.state = 'kept'
) THEN
    RAISE EXCEPTION 'use % is not theirs, not welcome, or of no kept secret', NEW.use_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'story_of_a_use_received_well';
END IF;
IF (SELECT kind FROM secrets_manual_award WHERE id = NEW.award_id) <> 'secret_agent' THEN
    RAISE EXCEPTION 'award % is not won by stories', NEW.award_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'story_for_the_secret_agent';
END IF;
RETURN NEW;
"""
FOR_A_COLLEAGUE = """
IF NOT EXISTS (SELECT 1 FROM secrets_manual_story
               WHERE id = NEW.story_id AND award_id = NEW.award_id) THEN
    RAISE EXCEPTION 'story % is not of award %', NEW.story_id, NEW.award_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'vote_for_a_story_of_its_month';
END IF;
IF (SELECT agent_id FROM secrets_manual_story WHERE id = NEW.story_id) = NEW.voter_id THEN
    RAISE EXCEPTION 'person % votes for their own story', NEW.voter_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'vote_not_for_oneself';
END IF;
RETURN NEW;
"""
WORDS_GO = "NEW.how := ''; NEW.received := ''; RETURN NEW;"
# Once closed, a story loses its words with its use, and nothing else of it changes.
STAYS = """
IF (SELECT closed_at FROM secrets_manual_award WHERE id = OLD.award_id) IS NOT NULL AND (
    (NEW.award_id, NEW.agent_id, NEW.nominated_by_id, NEW.won, NEW.at)
        IS DISTINCT FROM (OLD.award_id, OLD.agent_id, OLD.nominated_by_id, OLD.won, OLD.at)
    OR (NEW.use_id IS NOT NULL AND (NEW.use_id, NEW.how, NEW.received)
        IS DISTINCT FROM (OLD.use_id, OLD.how, OLD.received))
) THEN
    RAISE EXCEPTION 'award % is closed', OLD.award_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'story_stays_once_closed';
END IF;
RETURN NEW;
"""
