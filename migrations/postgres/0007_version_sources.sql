-- Where a version came from, and whether histories are shown as it would have told them from the beginning.
ALTER TABLE pack_versions ADD COLUMN IF NOT EXISTS source text NOT NULL DEFAULT 'folder' CHECK (source IN ('folder', 'page'));
ALTER TABLE pack_versions ADD COLUMN IF NOT EXISTS rewrites_history boolean NOT NULL DEFAULT false;
