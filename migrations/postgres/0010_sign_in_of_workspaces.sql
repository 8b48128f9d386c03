-- Who is signed in to one workspace is nobody in another, also where one person works in both: an administrator who invites
-- an address decides about its password, and may do so for the own workspace alone. Until now there was one workspace.
ALTER TABLE sign_in_people ADD COLUMN workspace text NOT NULL DEFAULT 'default';
ALTER TABLE sign_in_sessions ADD COLUMN workspace text NOT NULL DEFAULT 'default';
ALTER TABLE sign_in_accounts ADD COLUMN workspace text NOT NULL DEFAULT 'default';
ALTER TABLE sign_in_verifications ADD COLUMN workspace text NOT NULL DEFAULT 'default';

-- The library wants a default where it doesn't know a column; this one can't be kept, so that no row is without its workspace.
ALTER TABLE sign_in_people ALTER COLUMN workspace SET DEFAULT '', ADD CHECK (workspace <> '');
ALTER TABLE sign_in_sessions ALTER COLUMN workspace SET DEFAULT '', ADD CHECK (workspace <> '');
ALTER TABLE sign_in_accounts ALTER COLUMN workspace SET DEFAULT '', ADD CHECK (workspace <> '');
ALTER TABLE sign_in_verifications ALTER COLUMN workspace SET DEFAULT '', ADD CHECK (workspace <> '');

ALTER TABLE sign_in_people DROP CONSTRAINT sign_in_people_email_key;
ALTER TABLE sign_in_people ADD UNIQUE (workspace, email);
