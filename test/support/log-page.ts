import { logEvents } from "../../src/engine/log/events.ts";

const optional = (kind: string): string => (kind.endsWith("?") ? "?" : "");

/** Every event of the log with its fields, from the table that types them. */
export function logPage(): string {
  const rows = Object.entries(logEvents).map(([event, { level, says, fields }]) => {
    const names = Object.entries(fields).flatMap(([name, kind]) => (kind === "error" ? ["`error`", "`code`?", "`asked`?", "`at`?"] : [`\`${name}\`${optional(kind)}`]));
    return `| \`${event}\` | ${level} | ${names.join(", ")} | ${says} |`;
  });
  return [
    "# Events of the log",
    "`bellwether serve` writes one JSON document a line, with `level`, `time` (ISO 8601, UTC), `event`, and the fields of the event. `ms` are milliseconds; fields with a question mark may be absent. Of an error: `error` is its class, `code` that of the system or the database, `asked` the name of the query, `at` where in the code, from the inside out. Its message is never written, because it quotes what was being worked on.",
    `| event | level | fields | |\n|---|---|---|---|\n${rows.join("\n")}`,
  ].join("\n\n");
}
