CREATE TABLE drafts (
	draft_id VARCHAR NOT NULL, 
	given_name TEXT NOT NULL, 
	family_name TEXT NOT NULL, 
	birth_date DATE NOT NULL, 
	case_json TEXT NOT NULL, 
	position TEXT NOT NULL, 
	saved_at VARCHAR NOT NULL, 
	PRIMARY KEY (draft_id)
);
CREATE TABLE signed_plans (
	number INTEGER NOT NULL, 
	plan_id VARCHAR NOT NULL, 
	given_name TEXT NOT NULL, 
	family_name TEXT NOT NULL, 
	birth_date DATE NOT NULL, 
	visit_date DATE NOT NULL, 
	case_json TEXT NOT NULL, 
	plan_json TEXT NOT NULL, 
	signed_at VARCHAR NOT NULL, 
	signer TEXT NOT NULL, 
	replaces VARCHAR, 
	PRIMARY KEY (number), 
	UNIQUE (plan_id), 
	UNIQUE (replaces), 
	FOREIGN KEY(replaces) REFERENCES signed_plans (plan_id)
);
CREATE TABLE settings (
	name VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
CREATE TABLE audit_entries (
	number INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	who TEXT NOT NULL, 
	action VARCHAR NOT NULL, 
	record_id VARCHAR NOT NULL, 
	previous VARCHAR NOT NULL, 
	hash VARCHAR NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE signed_documents (
	plan_id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	pdf BLOB NOT NULL, 
	PRIMARY KEY (plan_id, kind), 
	FOREIGN KEY(plan_id) REFERENCES signed_plans (plan_id)
);
CREATE TRIGGER signed_plans_refuse_update BEFORE UPDATE ON signed_plans BEGIN SELECT RAISE(ABORT, 'signed_plans is append-only'); END;
CREATE TRIGGER signed_plans_refuse_delete BEFORE DELETE ON signed_plans BEGIN SELECT RAISE(ABORT, 'signed_plans is append-only'); END;
CREATE TRIGGER signed_documents_refuse_update BEFORE UPDATE ON signed_documents BEGIN SELECT RAISE(ABORT, 'signed_documents is append-only'); END;
CREATE TRIGGER signed_documents_refuse_delete BEFORE DELETE ON signed_documents BEGIN SELECT RAISE(ABORT, 'signed_documents is append-only'); END;
CREATE TRIGGER audit_entries_refuse_update BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'audit_entries is append-only'); END;
CREATE TRIGGER audit_entries_refuse_delete BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, 'audit_entries is append-only'); END;
