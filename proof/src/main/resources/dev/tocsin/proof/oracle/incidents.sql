-- Every incident that was ever declared. Pending for an unknown account: its notification and one for each person.
SELECT i.story, i.incident, w.title, w.guidance,
       CASE WHEN w.incident IS NULL THEN 'WITHDRAWN' WHEN w.active THEN 'ACTIVE'
            ELSE 'DRAFT' END AS status,
       COALESCE(SUM(CASE WHEN c.exposed THEN 1 ELSE 0 END), 0) AS records,
       COUNT(DISTINCT CASE WHEN c.exposed THEN c.account || '/' || c.person END) AS users,
       COUNT(DISTINCT CASE WHEN c.exposed THEN c.account END) AS accounts,
       LISTAGG(CASE WHEN c.exposed THEN c.channel END, ',') WITHIN GROUP (ORDER BY c.channel) AS by_channel,
       COALESCE(SUM(CASE WHEN NOT c.exposed THEN 1 ELSE 0 END), 0) AS drafts,
       COUNT(DISTINCT CASE WHEN c.exposed AND k.account IS NULL THEN c.account END)
         + COUNT(DISTINCT CASE WHEN c.exposed AND k.account IS NULL
                               THEN c.account || '/' || c.person END) AS pending,
       (SELECT LISTAGG(s.window_id, ',') WITHIN GROUP (ORDER BY s.window_id)
        FROM effective_window s WHERE s.story = i.story AND s.incident = i.incident) AS windows,
       (SELECT LISTAGG(DISTINCT d.reason, ',') WITHIN GROUP (ORDER BY d.reason)
        FROM incomplete d WHERE d.story = i.story AND d.incident = i.incident) AS reasons
FROM (SELECT DISTINCT s.story, s.incident FROM window_step s
      JOIN newest n ON n.story = s.story AND n.revision = s.revision
      WHERE s.incident IS NOT NULL) i
LEFT JOIN incident_details w ON w.story = i.story AND w.incident = i.incident
LEFT JOIN covered c ON c.story = i.story AND c.incident = i.incident
LEFT JOIN known k ON k.story = c.story AND k.account = c.account
GROUP BY i.story, i.incident, w.title, w.guidance, w.incident, w.active
