-- Every account that is notified. Lists are joined by commas; counting channels is left to the reader.
SELECT c.story, c.incident, w.title, w.guidance, k.account, k.name, k.contact,
       COUNT(*) AS records, COUNT(DISTINCT c.person) AS users, LISTAGG(CASE WHEN c.exposed THEN c.channel END, ',') WITHIN GROUP (ORDER BY c.channel) AS by_channel,
       MIN(c.sent_at) AS first_seen, MAX(c.sent_at) AS last_seen,
       (SELECT LISTAGG(s.window_id || '/' || s.from_at || '/' || COALESCE(CAST(s.to_at AS VARCHAR), ''), ',')
               WITHIN GROUP (ORDER BY s.window_id)
        FROM effective_window s
        WHERE s.story = c.story AND s.incident = c.incident AND s.active
          AND (s.every_account OR EXISTS (
            SELECT 1 FROM window_account a
            WHERE a.story = s.story AND a.revision = s.revision AND a.account = c.account)))
         AS windows,
       (SELECT LISTAGG(DISTINCT d.reason, ',') WITHIN GROUP (ORDER BY d.reason)
        FROM incomplete d
        WHERE d.story = c.story AND d.incident = c.incident AND d.active) AS reasons
FROM covered c
JOIN known k ON k.story = c.story AND k.account = c.account
JOIN incident_details w ON w.story = c.story AND w.incident = c.incident
WHERE c.exposed
GROUP BY c.story, c.incident, w.title, w.guidance, k.account, k.name, k.contact
