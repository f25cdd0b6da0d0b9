-- The meaning, as a batch over the final inputs.

-- A message pushed twice is one message, whatever partition it came to.
INSERT INTO message
SELECT DISTINCT story, provider, account, log_id, person, channel, sent_at FROM push;

-- A step counts when its author saw the newest one that counts, or does not say what was seen.
INSERT INTO numbered_step
SELECT story, window_id, ROW_NUMBER() OVER (PARTITION BY story, window_id ORDER BY revision),
       revision, based_on, incident IS NULL
FROM window_step;

INSERT INTO newest
WITH RECURSIVE after_step (story, window_id, number, revision, withdrawn) AS (
  SELECT story, window_id, number, revision, withdraws FROM numbered_step WHERE number = 1
  UNION ALL
  SELECT s.story, s.window_id, s.number,
         CASE WHEN s.based_on IS NULL OR s.based_on = n.revision
                   OR (s.based_on = -1 AND n.withdrawn) THEN s.revision ELSE n.revision END,
         CASE WHEN s.based_on IS NULL OR s.based_on = n.revision
                   OR (s.based_on = -1 AND n.withdrawn) THEN s.withdraws ELSE n.withdrawn END
  FROM after_step n
  JOIN numbered_step s
    ON s.story = n.story AND s.window_id = n.window_id AND s.number = n.number + 1)
SELECT story, window_id, number, revision, withdrawn FROM after_step;

-- The latest version of each window that counts, and of each account, is in effect.
INSERT INTO effective_window
SELECT s.story, s.revision, s.window_id, s.incident, s.title, s.guidance, s.provider,
       s.every_account, s.every_channel, s.from_at, s.to_at, s.active
FROM window_step s
JOIN newest n ON n.story = s.story AND n.window_id = s.window_id AND n.revision = s.revision
WHERE s.incident IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM newest later
    WHERE later.story = n.story AND later.window_id = n.window_id AND later.number > n.number);

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
