-- Every record that is flagged.
SELECT story, incident, provider, account, log_id, person, channel, sent_at
FROM covered WHERE exposed
