-- Every person who is notified: once for each incident and account.
SELECT DISTINCT c.story, c.incident, w.title, w.guidance, k.account, k.name, k.contact,
                c.person
FROM covered c
JOIN known k ON k.story = c.story AND k.account = c.account
JOIN incident_details w ON w.story = c.story AND w.incident = c.incident
WHERE c.exposed
