CREATE INDEX activity_by_domain ON activity (domain, sequence);

CREATE INDEX activity_by_run ON activity (run_id, sequence);

CREATE INDEX activity_by_tenant ON activity (tenant_id, sequence);

CREATE INDEX attempts_by_lead ON attempts (tenant_id, domain, sequence);

CREATE INDEX attempts_open ON attempts (state) WHERE state IN ('sending', 'unknown', 'waiting');

CREATE INDEX attestations_by_row ON attestations (tenant_id, runbook_row, sequence);

CREATE INDEX evidence_by_run ON evidence (run_id, sequence);

CREATE INDEX evidence_by_time ON evidence (at);

CREATE INDEX leads_by_name ON leads (nullif(name_folded, '') IS NULL, nullif(name_folded, ''), domain) WHERE owner_run_id IS NULL;

CREATE INDEX leads_by_name_down ON leads (nullif(name_folded, ''), domain) WHERE owner_run_id IS NULL;

CREATE INDEX leads_by_owner ON leads (owner_run_id) WHERE owner_run_id IS NOT NULL;

CREATE INDEX leads_by_priority ON leads (priority_score IS NULL, priority_score, domain) WHERE owner_run_id IS NULL;

CREATE INDEX leads_by_priority_down ON leads (priority_score, domain) WHERE owner_run_id IS NULL;

CREATE INDEX leads_by_score ON leads (readiness_score IS NULL, readiness_score, domain) WHERE owner_run_id IS NULL;

CREATE INDEX leads_by_score_down ON leads (readiness_score, domain) WHERE owner_run_id IS NULL;

CREATE INDEX leads_for_search ON leads (domain, name_folded) WHERE owner_run_id IS NULL;

CREATE INDEX push_run_leads_to_do ON push_run_leads (run_id, position, domain) WHERE outcome IS NULL;

CREATE INDEX reports_by_tenant ON reports (tenant_id, sequence);

CREATE INDEX runs_by_tenant ON runs (tenant_id, sequence);

CREATE INDEX sync_states_by_domain ON sync_states (domain);

CREATE INDEX sync_states_by_status ON sync_states (tenant_id, organization_id, status, domain);

CREATE INDEX sync_states_by_time ON sync_states (tenant_id, organization_id, last_at, domain);

CREATE UNIQUE INDEX tenants_one_per_name ON tenants (name) WHERE archived_at IS NULL;

CREATE INDEX test_records_by_run ON test_records (run_id);

CREATE TABLE active_tenant (
  only_row INTEGER PRIMARY KEY NOT NULL CHECK (only_row = 1),
  tenant_id TEXT NOT NULL REFERENCES tenants (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE activity (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  at TEXT NOT NULL,
  name TEXT NOT NULL,
  level TEXT NOT NULL,
  tenant_id TEXT,
  run_id TEXT,
  domain TEXT,
  lead_id INTEGER,
  d365_lead_id TEXT,
  client_request_id TEXT,
  service_request_ids TEXT NOT NULL CHECK (json_valid(service_request_ids)),
  message TEXT NOT NULL,
  detail TEXT NOT NULL CHECK (json_valid(detail))
) STRICT;

CREATE TABLE attempts (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  run_id TEXT NOT NULL REFERENCES runs (id) DEFERRABLE INITIALLY DEFERRED,
  tenant_id TEXT NOT NULL,
  organization_id TEXT NOT NULL,
  domain TEXT NOT NULL,
  number INTEGER NOT NULL,
  d365_lead_id TEXT NOT NULL,
  generation INTEGER NOT NULL,
  operation TEXT NOT NULL,
  state TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  client_request_id TEXT,
  service_request_ids TEXT NOT NULL CHECK (json_valid(service_request_ids)),
  body_digest TEXT NOT NULL,
  failure TEXT CHECK (json_valid(failure)),
  delay_ms REAL
) STRICT;

CREATE TABLE attestations (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  runbook_row TEXT NOT NULL,
  tenant_id TEXT NOT NULL REFERENCES tenants (id) DEFERRABLE INITIALLY DEFERRED,
  attested_by TEXT NOT NULL,
  note TEXT NOT NULL,
  at TEXT NOT NULL
, app_version TEXT) STRICT;

CREATE TABLE decision_chain (
  only_row INTEGER PRIMARY KEY NOT NULL CHECK (only_row = 1),
  chain_id TEXT NOT NULL
) STRICT;

CREATE TABLE decisions (
  sequence INTEGER PRIMARY KEY NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL,
  signature TEXT,
  public_key TEXT
) STRICT;

CREATE TABLE evidence (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  run_id TEXT NOT NULL REFERENCES runs (id) DEFERRABLE INITIALLY DEFERRED,
  step TEXT NOT NULL,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  title TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;

CREATE TABLE hunter_told (
        tenant_id TEXT NOT NULL REFERENCES tenants (id) DEFERRABLE INITIALLY DEFERRED,
        organization_id TEXT NOT NULL,
        domain TEXT NOT NULL,
        d365_lead_id TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (tenant_id, organization_id, domain)
      ) STRICT, WITHOUT ROWID;

CREATE TABLE leads (
  domain TEXT PRIMARY KEY NOT NULL,
  hunter_id INTEGER,
  company_name TEXT,
  name_folded TEXT NOT NULL,
  provider TEXT,
  country TEXT,
  segment TEXT,
  readiness_score INTEGER,
  priority_score INTEGER,
  tenant_size TEXT,
  contact_email TEXT,
  spf INTEGER CHECK (spf IN (0, 1)),
  dkim INTEGER CHECK (dkim IN (0, 1)),
  dmarc_policy TEXT,
  mx_root TEXT,
  registrar TEXT,
  expires_at TEXT,
  nameservers TEXT NOT NULL CHECK (json_valid(nameservers)),
  scan_status TEXT,
  scanned_at TEXT,
  reason TEXT,
  referral_id TEXT,
  azure_tenant_id TEXT,
  infrastructure_summary TEXT,
  owner_run_id TEXT,
  updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE push_run_leads (
  run_id TEXT NOT NULL REFERENCES push_runs (run_id) DEFERRABLE INITIALLY DEFERRED,
  domain TEXT NOT NULL,
  position INTEGER NOT NULL,
  before_status TEXT,
  outcome TEXT,
  status TEXT,
  reason TEXT,
  d365_lead_id TEXT,
  PRIMARY KEY (run_id, domain)
) STRICT, WITHOUT ROWID;

CREATE TABLE push_runs (
  run_id TEXT PRIMARY KEY NOT NULL REFERENCES runs (id) DEFERRABLE INITIALLY DEFERRED,
  selection TEXT NOT NULL CHECK (json_valid(selection)),
  filled_to TEXT NOT NULL,
  is_filled INTEGER NOT NULL CHECK (is_filled IN (0, 1)),
  is_paused INTEGER NOT NULL CHECK (is_paused IN (0, 1)),
  is_cancelled INTEGER NOT NULL CHECK (is_cancelled IN (0, 1)),
  retries INTEGER NOT NULL,
  throttled_ms REAL NOT NULL,
  worked_ms REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE reports (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  run_id TEXT NOT NULL,
  tenant_id TEXT NOT NULL,
  format TEXT NOT NULL,
  path TEXT NOT NULL,
  at TEXT NOT NULL
, language TEXT, digest TEXT, bytes INTEGER) STRICT;

CREATE TABLE runs (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  tenant_id TEXT NOT NULL REFERENCES tenants (id) DEFERRABLE INITIALLY DEFERRED,
  parent_id TEXT REFERENCES runs (id) DEFERRABLE INITIALLY DEFERRED,
  status TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  app_version TEXT NOT NULL,
  tenant_changed_at TEXT NOT NULL,
  was_unlocked INTEGER NOT NULL CHECK (was_unlocked IN (0, 1)),
  result TEXT CHECK (json_valid(result))
) STRICT;

CREATE TABLE settings (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE sync_states (
  tenant_id TEXT NOT NULL REFERENCES tenants (id) DEFERRABLE INITIALLY DEFERRED,
  organization_id TEXT NOT NULL,
  domain TEXT NOT NULL REFERENCES leads (domain) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  status TEXT CHECK (status IN ('pending', 'queued', 'in_progress', 'synced', 'error', 'conflict', 'unknown')),
  d365_lead_id TEXT,
  last_at TEXT,
  error TEXT,
  attempt_count INTEGER NOT NULL CHECK (attempt_count >= 0),
  generation INTEGER NOT NULL CHECK (generation >= 0),
  warnings TEXT NOT NULL CHECK (json_valid(warnings)),
  candidates TEXT NOT NULL CHECK (json_valid(candidates)),
  updated_at TEXT NOT NULL, not_ours TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(not_ours)),
  PRIMARY KEY (tenant_id, organization_id, domain)
) STRICT, WITHOUT ROWID;

CREATE TABLE tenants (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  environment TEXT NOT NULL,
  cloud TEXT NOT NULL,
  entra_tenant_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  base_url TEXT NOT NULL,
  api_version TEXT NOT NULL,
  app_id TEXT,
  credential TEXT NOT NULL,
  d365_enabled INTEGER NOT NULL CHECK (d365_enabled IN (0, 1)),
  mapping_profile TEXT NOT NULL,
  existing_lead_policy TEXT NOT NULL,
  match_keys TEXT NOT NULL CHECK (json_valid(match_keys)),
  link_form TEXT NOT NULL,
  organization_id TEXT,
  detected_environment TEXT,
  secret_description TEXT,
  secret_expires_at TEXT,
  changed_at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  archived_at TEXT
, own_mapping TEXT CHECK (json_valid(own_mapping)), owner TEXT CHECK (json_valid(owner)), certificate TEXT CHECK (json_valid(certificate)), network TEXT NOT NULL DEFAULT '{"proxy":{"mode":"system"},"extraCa":null}' CHECK (json_valid(network)), position INTEGER NOT NULL DEFAULT 0, max_retries INTEGER NOT NULL DEFAULT 3) STRICT;

CREATE TABLE test_records (
  d365_lead_id TEXT PRIMARY KEY NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs (id) DEFERRABLE INITIALLY DEFERRED,
  tenant_id TEXT NOT NULL,
  organization_id TEXT NOT NULL,
  domain TEXT NOT NULL,
  created_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE writer_lease (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        fence INTEGER NOT NULL,
        pid INTEGER NOT NULL
      ) STRICT;

CREATE TRIGGER attempts_are_kept BEFORE DELETE ON attempts BEGIN
  SELECT RAISE(ABORT, 'Attempts are the audit trail and are never deleted.');
END;

CREATE TRIGGER companies_written_in_a_shell INSTEAD OF UPDATE ON companies BEGIN
  SELECT RAISE(ABORT, 'No tenant is active in the console: choose one there first.')
  WHERE NOT EXISTS (SELECT 1 FROM active_scope);
  SELECT RAISE(ABORT, 'Only the d365_ columns of companies can be written; import a file to change the rest.')
  WHERE NEW.id IS NOT OLD.id OR NEW.canonical_name IS NOT OLD.canonical_name OR NEW.domain IS NOT OLD.domain
    OR NEW.provider IS NOT OLD.provider OR NEW.tenant_size IS NOT OLD.tenant_size OR NEW.country IS NOT OLD.country
    OR NEW.contact_emails IS NOT OLD.contact_emails
    OR NEW.contact_quality_score IS NOT OLD.contact_quality_score
    OR NEW.linkedin_pattern IS NOT OLD.linkedin_pattern OR NEW.updated_at IS NOT OLD.updated_at;
  SELECT RAISE(ABORT, 'd365_sync_last_at is a UTC time such as 2025-01-30 12:00:00, or NULL.')
  WHERE NEW.d365_sync_last_at IS NOT NULL AND strftime('%Y', NEW.d365_sync_last_at) IS NULL;
  SELECT RAISE(ABORT, 'd365_sync_status is pending, queued, in_progress, synced, error, conflict, unknown or NULL.')
  WHERE NEW.d365_sync_status NOT IN ('pending', 'queued', 'in_progress', 'synced', 'error', 'conflict', 'unknown');
  INSERT INTO sync_states (
    tenant_id, organization_id, domain, status, d365_lead_id, last_at, error, attempt_count, generation, warnings,
    candidates, updated_at
  )
  SELECT
    scope.tenant_id, scope.organization_id, NEW.domain, NEW.d365_sync_status, NEW.d365_lead_id,
    strftime('%Y-%m-%dT%H:%M:%fZ', NEW.d365_sync_last_at), NEW.d365_sync_error,
    coalesce(NEW.d365_sync_attempt_count, 0), 0, '[]', '[]', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
  FROM active_scope AS scope WHERE true
  ON CONFLICT (tenant_id, organization_id, domain) DO UPDATE SET
    status = excluded.status, d365_lead_id = excluded.d365_lead_id, last_at = excluded.last_at, error = excluded.error,
    attempt_count = excluded.attempt_count, warnings = '[]', candidates = '[]', updated_at = excluded.updated_at;
END;

CREATE TRIGGER decisions_are_final BEFORE UPDATE ON decisions BEGIN
  SELECT RAISE(ABORT, 'Decisions are never changed; record another one.');
END;

CREATE TRIGGER decisions_are_kept BEFORE DELETE ON decisions BEGIN
  SELECT RAISE(ABORT, 'Decisions are never deleted.');
END;

CREATE TRIGGER runs_are_kept BEFORE DELETE ON runs BEGIN
  SELECT RAISE(ABORT, 'Runs are the audit trail and are never deleted.');
END;

CREATE TRIGGER tenants_are_archived BEFORE DELETE ON tenants BEGIN
  SELECT RAISE(ABORT, 'A tenant is archived, never deleted.');
END;

CREATE VIEW active_scope (tenant_id, organization_id) AS
SELECT tenants.id, coalesce(tenants.organization_id, '')
FROM active_tenant JOIN tenants ON tenants.id = active_tenant.tenant_id;

CREATE VIEW companies (
  id, canonical_name, domain, provider, tenant_size, country, contact_emails, contact_quality_score, linkedin_pattern,
  updated_at, d365_lead_id, d365_sync_status, d365_sync_last_at, d365_sync_error, d365_sync_attempt_count
) AS
SELECT
  leads.hunter_id, coalesce(leads.company_name, leads.domain), leads.domain, leads.provider, leads.tenant_size,
  leads.country, CASE WHEN leads.contact_email IS NULL THEN NULL ELSE json_array(leads.contact_email) END, NULL, NULL,
  max(leads.updated_at, coalesce(state.updated_at, '')), state.d365_lead_id,
  CASE WHEN state.domain IS NULL THEN 'pending' ELSE state.status END, state.last_at, state.error,
  coalesce(state.attempt_count, 0)
FROM leads
LEFT JOIN active_scope AS scope ON true
LEFT JOIN sync_states AS state
  ON state.tenant_id = scope.tenant_id AND state.organization_id = scope.organization_id AND state.domain = leads.domain;
