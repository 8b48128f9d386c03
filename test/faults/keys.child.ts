import { writeSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { openAccess } from "../../src/compose/access.ts";
import { openPostgres } from "../../src/storage/postgres/database.ts";

/** Makes keys without end and says each when it is kept; to be killed. */
const [directory = ""] = process.argv.slice(2);
const { keys } = await openAccess({ workspace: "main", clock: Date.now, openPostgres: () => openPostgres({ directory }, () => {}) });
for (;;) {
  const made = await keys.create({ kind: "write", name: randomUUID(), acceptsVocabulary: true });
  if (made !== "name_taken") writeSync(1, `${made.text}\n`);
}
