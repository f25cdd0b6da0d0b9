-- The meaning, as a batch over the final inputs.

-- A message pushed twice is one message, whatever partition it came to.
INSERT INTO message
SELECT DISTINCT story, provider, account, log_id, person, channel, sent_at FROM push;

-- The latest version of each window and of each account is in effect.
INSERT INTO effective_window
SELECT s.* FROM window_step s
WHERE s.incident IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM window_step later
    WHERE later.story = s.story AND later.window_id = s.window_id AND later.revision > s.revision);

INSERT INTO known
SELECT s.story, s.account, s.name, s.contact FROM account_step s
WHERE s.name IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM account_step later
    WHERE later.story = s.story AND later.account = s.account AND later.position > s.position);

-- An incident exposes a message when one of its ACTIVE windows covers it; DRAFT ones only count.
INSERT INTO covered
SELECT m.story, w.incident, m.provider, m.account, m.log_id, m.person, m.channel, m.sent_at,
       MAX(CASE WHEN w.active THEN 1 ELSE 0 END) = 1
FROM message m
JOIN effective_window w ON w.story = m.story AND w.provider = m.provider
WHERE m.sent_at >= w.from_at
  AND (w.to_at IS NULL OR m.sent_at < w.to_at)
  AND (w.every_account OR EXISTS (
    SELECT 1 FROM window_account a
    WHERE a.story = w.story AND a.revision = w.revision AND a.account = m.account))
  AND (w.every_channel OR EXISTS (
    SELECT 1 FROM window_channel c
    WHERE c.story = w.story AND c.revision = w.revision AND c.channel = m.channel))
GROUP BY m.story, w.incident, m.provider, m.account, m.log_id, m.person, m.channel, m.sent_at;

-- The details of an incident are those of its newest window, ACTIVE before DRAFT.
INSERT INTO incident_details
SELECT w.story, w.incident, w.active, w.title, w.guidance FROM effective_window w
WHERE NOT EXISTS (
  SELECT 1 FROM effective_window better
  WHERE better.story = w.story AND better.incident = w.incident
    AND (CASE WHEN better.active THEN 1 ELSE 0 END, better.revision)
      > (CASE WHEN w.active THEN 1 ELSE 0 END, w.revision));

-- Coverage is not COMPLETE before the retained history, or for a provider that is not read.
INSERT INTO incomplete
SELECT w.story, w.incident, w.active, 'BEFORE_RETAINED_HISTORY' FROM effective_window w
WHERE w.from_at < (SELECT horizon FROM setting) AND (w.to_at IS NULL OR w.from_at < w.to_at)
UNION ALL
SELECT w.story, w.incident, w.active, 'PROVIDER_NOT_READ' FROM effective_window w
WHERE NOT EXISTS (
  SELECT 1 FROM provider_read p WHERE p.story = w.story AND p.provider = w.provider);
