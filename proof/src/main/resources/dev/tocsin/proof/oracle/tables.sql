-- The inputs of many stories at once; each story has a number.

CREATE TABLE provider_read (story INT, provider VARCHAR);

CREATE TABLE push (
  story INT, provider VARCHAR, account VARCHAR, log_id VARCHAR, person VARCHAR, channel VARCHAR,
  sent_at BIGINT);

-- The topic's order is the revision; a step without an incident withdraws. Its author saw the
-- revision based_on: -1 for none, null when the author does not say.
CREATE TABLE window_step (
  story INT, revision INT, window_id VARCHAR, incident VARCHAR, title VARCHAR, guidance VARCHAR,
  provider VARCHAR, every_account BOOLEAN, every_channel BOOLEAN, from_at BIGINT, to_at BIGINT,
  active BOOLEAN, based_on INT);
CREATE TABLE window_account (story INT, revision INT, account VARCHAR);
CREATE TABLE window_channel (story INT, revision INT, channel VARCHAR);

CREATE TABLE account_step (story INT, position INT, account VARCHAR, name VARCHAR, contact VARCHAR);

-- The first instant that is retained, in milliseconds since the epoch.
CREATE TABLE setting (horizon BIGINT);

-- Derived tables, filled by answer.sql in this order.
CREATE TABLE numbered_step (
  story INT, window_id VARCHAR, number INT, revision INT, based_on INT, withdraws BOOLEAN);
-- The newest revision that counts after each step of a window.
CREATE TABLE newest (
  story INT, window_id VARCHAR, number INT, revision INT, withdrawn BOOLEAN);
CREATE TABLE effective_window (
  story INT, revision INT, window_id VARCHAR, incident VARCHAR, title VARCHAR, guidance VARCHAR,
  provider VARCHAR, every_account BOOLEAN, every_channel BOOLEAN, from_at BIGINT, to_at BIGINT,
  active BOOLEAN);
CREATE TABLE known (story INT, account VARCHAR, name VARCHAR, contact VARCHAR);
CREATE TABLE message (
  story INT, provider VARCHAR, account VARCHAR, log_id VARCHAR, person VARCHAR, channel VARCHAR,
  sent_at BIGINT);
CREATE TABLE covered (
  story INT, incident VARCHAR, provider VARCHAR, account VARCHAR, log_id VARCHAR, person VARCHAR,
  channel VARCHAR, sent_at BIGINT, exposed BOOLEAN);
CREATE TABLE incomplete (story INT, incident VARCHAR, active BOOLEAN, reason VARCHAR);
CREATE TABLE incident_details (story INT, incident VARCHAR, active BOOLEAN, title VARCHAR, guidance VARCHAR);

CREATE INDEX push_story ON push (story);
CREATE INDEX step_story ON window_step (story, window_id);
CREATE INDEX window_account_key ON window_account (story, revision, account);
CREATE INDEX window_channel_key ON window_channel (story, revision, channel);
CREATE INDEX account_step_key ON account_step (story, account);
CREATE INDEX numbered_step_key ON numbered_step (story, window_id, number);
CREATE INDEX newest_key ON newest (story, window_id, number);
CREATE INDEX newest_revision ON newest (story, revision);
CREATE INDEX effective_window_key ON effective_window (story, provider);
CREATE INDEX effective_window_incident ON effective_window (story, incident);
CREATE INDEX known_key ON known (story, account);
CREATE INDEX message_key ON message (story, provider, sent_at);
CREATE INDEX covered_key ON covered (story, incident, account);
CREATE INDEX incident_details_key ON incident_details (story, incident);
CREATE INDEX incomplete_key ON incomplete (story, incident);
