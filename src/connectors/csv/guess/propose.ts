import { stringify } from "yaml";
import type { GuessedMapping } from "../../../engine/import-source.ts";
import type { FieldHint } from "./hints.ts";
import { findJoin, type Join } from "./join.ts";
import { guessKind, type KindGuess, plain } from "./match-kind.ts";
import type { Kind } from "../mapping.ts";
import type { ColumnProfile, TableProfile } from "./profile.ts";

/** A line of YAML and the remark beside it. */
interface Line {
  readonly key: string;
  readonly value?: string;
  readonly remark?: string;
}

/** A mapping for files that were only looked at: every line is a proposal to check. */
export function proposeMapping(source: string, tables: readonly TableProfile[]): GuessedMapping {
  const proposals = tables.map((table) => proposeFile(table, tables.filter((other) => other !== table)));
  const written = proposals.flatMap(({ lines }) => lines).join("\n");
  const files = proposals.map((proposal, index) => (proposal.lines.length > 0 ? proposal : unplaced(tables[index], written)));
  const mapping = [
    "# Proposed from the files' headers and first rows. Check every line, above all those with a remark.",
    line({ key: "source", value: scalar(source), remark: "part of every record's id: choose it once" }),
    line({ key: "timezone", value: "UTC", remark: "the zone of times that are written without one" }),
    line({ key: "known_after", value: "0d", remark: "how long after it happened a row could be known" }),
    "",
    "files:",
    ...files.map(({ lines }) => lines.join("\n")),
  ].join("\n");
  return { mapping, questions: files.flatMap(({ questions }) => questions) };
}

/** The lines that say what a file's rows are, and what they leave open. */
interface Proposal {
  readonly lines: readonly string[];
  readonly questions: readonly string[];
}

/** The same for one file, whose rows somebody has said to be of a kind. */
export function proposeFileAs(kind: Kind, table: TableProfile, others: readonly TableProfile[]): string {
  const { lines } = proposeFile(table, others, kind);
  return (lines.length > 0 ? lines : [`  - file: ${scalar(table.file)}`, `    ${kind}: {}`]).join("\n");
}

function proposeFile(table: TableProfile, others: readonly TableProfile[], said?: Kind): Proposal {
  const guess = guessKind(table, said);
  if (!guess) return { lines: [], questions: [] };
  const through = accountThroughJoin(guess, { table, others });
  const id = identity(guess, table);
  const fields = [...(id ? [{ key: "id", value: scalar(`{${id}}`) }] : []), ...fieldLines(guess, { table, others }), ...through.lines];
  const rest = restLines(guess, { table, id, contract: through.contract });
  const missing = guess.hint.fields.filter((field) => isMissing(field, fields));
  const lines = [
    `  - file: ${scalar(table.file)}`,
    `    ${guess.hint.kind}:`,
    ...missing.map(({ field }) => `      # ${field}: which column?`),
    ...fields.map((one) => `      ${line(one)}`),
    ...rest.map((one) => `      ${one}`),
    ...satisfaction(guess, table).map((one) => `    ${one}`),
    "",
  ];
  const ambiguous = [...guess.columns.values()].filter((column) => column.ambiguous);
  return {
    lines,
    questions: [
      ...missing.map(({ field }) => `${table.file}: which column is the \`${field}\` of its ${guess.hint.kind}?`),
      ...ambiguous.map((column) => `${table.file}: in the dates of \`${column.name}\`, does the day or the month come first?`),
    ],
  };
}

/** Whether the kind can't do without a field that no column was found for. */
function isMissing({ field, needed }: FieldHint, fields: readonly Line[]): boolean {
  const has = (name: string): boolean => fields.some(({ key }) => key === name);
  return (needed === true || field === "time" || (field === "mrr" && !has("arr"))) && !has(field);
}

/** A file whose rows are no facts: one that others look things up in, or one that isn't understood. */
function unplaced(table: TableProfile | undefined, written: string): Proposal {
  if (!table) return { lines: [], questions: [] };
  if (written.includes(`file: ${scalar(table.file)},`)) return { lines: [`  # ${table.file} is only looked up.`, ""], questions: [] };
  const columns = table.columns.map(({ name }) => name).join(", ");
  return { lines: [`  # ${table.file}: neither its name nor its columns (${columns}) tell what its rows are.`, ""], questions: [`${table.file}: what are its rows? Its columns are ${columns}`] };
}

/** A unique column that is called an id makes a better id of the record than its content; an account's own id doesn't, because its traits change. */
function identity({ hint, columns }: KindGuess, table: TableProfile): string | undefined {
  if (hint.kind === "accounts" || hint.kind === "users") return undefined;
  const others = ["account", "user"].map((field) => columns.get(field));
  return table.columns.find((column) => column.unique && !others.includes(column) && /(^|_)id$/.test(plain(column.name)))?.name;
}

interface Among {
  readonly table: TableProfile;
  readonly others: readonly TableProfile[];
}

function fieldLines(guess: KindGuess, among: Among): readonly Line[] {
  const lines = [...guess.columns].flatMap(([field, column]) => fieldLine(guess, { field, column, among }));
  const added = [contractWithoutId(guess), outcomeOfChurn(guess), timeOfAccount(guess, among)];
  return [...lines, ...added.flat()];
}

function fieldLine(guess: KindGuess, at: { readonly field: string; readonly column: ColumnProfile; readonly among: Among }): readonly Line[] {
  const { field, column } = at;
  if (field === "end") return [endLine(column)];
  if (field === "arr" && guess.columns.has("mrr")) return [];
  if (field === "name" && guess.hint.kind === "events") return [nameLine(column, at.among)];
  const remark = column.ambiguous ? "day or month first? write { column: …, format: day_first } or month_first" : undefined;
  return [{ key: field, value: scalar(column.name), ...(remark !== undefined && { remark }) }];
}

/** An end that every row has was agreed in advance; one that is mostly empty is told once it comes. */
function endLine(column: ColumnProfile): Line {
  return column.filled > 0.95
    ? { key: "term_end", value: scalar(column.name), remark: "every row has one, so it seems agreed in advance; if it is only known once it happened, write `ended`" }
    : { key: "ended", value: scalar(column.name), remark: "many rows have none, so it seems known only once it happened; if it is agreed in advance, write `term_end`" };
}

function nameLine(column: ColumnProfile, { table, others }: Among): Line {
  const join = findJoin({ ...table, columns: [column] }, others, (candidate) => plain(candidate.name).endsWith("name"));
  return join ? { key: "name", value: lookup(join) } : { key: "name", value: scalar(column.name) };
}

interface ThroughJoin {
  readonly lines: readonly Line[];
  /** The column that names the contract, when that is what leads to the account. */
  readonly contract?: string;
}

function accountThroughJoin(guess: KindGuess, { table, others }: Among): ThroughJoin {
  const wanted = guess.hint.fields.find(({ field }) => field === "account");
  if (!wanted || guess.columns.has("account")) return { lines: [] };
  const join = findJoin(table, others, (candidate) => wanted.names.test(plain(candidate.name)));
  if (!join) return { lines: [] };
  const lines = [{ key: "account", value: lookup(join), remark: `the file names no account; ${join.file} knows it` }];
  return /contract|subscription/.test(plain(join.column)) ? { lines, contract: join.column } : { lines };
}

function contractWithoutId({ hint, columns }: KindGuess): readonly Line[] {
  if (hint.kind !== "contracts" || columns.has("contract")) return [];
  const parts = ["account", "product"].flatMap((field) => columns.get(field)?.name ?? []);
  return [
    { key: "contract", value: scalar(parts.map((name) => `{${name}}`).join("-")), remark: "no column seems to be the contract's id" },
    { key: "renewals", value: "merge", remark: "if each row is one term of a longer contract" },
  ];
}

function outcomeOfChurn({ hint, columns }: KindGuess): readonly Line[] {
  return hint.kind === "outcomes" && !columns.has("outcome") ? [{ key: "outcome", value: "{ value: churned }", remark: "renewed, expanded, contracted or churned" }] : [];
}

/** Accounts without a date begin with the first row of a file that has one. */
function timeOfAccount({ hint, columns }: KindGuess, { others }: Among): readonly Line[] {
  const own = columns.get("account");
  if (hint.kind !== "accounts" || columns.has("time") || !own) return [];
  for (const other of others) {
    const guess = guessKind(other);
    const [account, start] = [guess?.columns.get("account"), guess?.columns.get("start") ?? guess?.columns.get("time")];
    if (account && start && guess?.hint.kind === "contracts") {
      const value = `{ column: ${scalar(own.name)}, lookup: { file: ${scalar(other.file)}, key: ${scalar(account.name)}, value: ${scalar(start.name)}, take: smallest } }`;
      return [{ key: "time", value, remark: "no sign-up date; an account begins with its first contract" }];
    }
  }
  return [];
}

/** Tickets often carry how satisfied somebody was with their solution: that is an answer to a survey of its own. */
function satisfaction({ hint, columns }: KindGuess, table: TableProfile): readonly string[] {
  const score = table.columns.find(({ name, type }) => type === "number" && /satisf|csat|rating/.test(plain(name)));
  if (hint.kind !== "tickets" || !score) return [];
  const [account, time] = [columns.get("account"), columns.get("closed") ?? columns.get("opened")];
  if (!account || !time) return [];
  const when = `{ column: ${scalar(score.name)}, is_set: true }`;
  const fields = { when, account: scalar(account.name), time: scalar(time.name), score: scalar(score.name), touchpoint: "{ value: ticket_closed }" };
  return ["surveys:", ...Object.entries(fields).map(([key, value]) => `  ${line({ key, value })}`)];
}

/** Columns that no field took become properties or traits of the type that their values have. */
function restLines({ hint, columns }: KindGuess, file: { readonly table: TableProfile; readonly id: string | undefined; readonly contract?: string | undefined }): readonly string[] {
  const taken = new Set([...[...columns.values()].map(({ name }) => name), file.id, file.contract]);
  const rest = file.table.columns.filter(({ name, type }) => type !== "empty" && !taken.has(name));
  if (hint.kind === "contracts") return [];
  const people = hint.kind === "accounts" || hint.kind === "users";
  const later = hint.kind === "tickets" ? rest.filter(({ name }) => toldAtClosing.test(plain(name))) : [];
  const typed = (column: ColumnProfile): string =>
    `  ${line({ key: scalar(column.name), value: propertyType(column), ...(people && tellsLater.test(plain(column.name)) && { remark: laterRemark }) })}`;
  const first = rest.filter((column) => !later.includes(column)).map(typed);
  const named = file.contract === undefined ? first : [`  ${line({ key: "contract", value: `{ column: ${scalar(file.contract)} }` })}`, ...first];
  return [
    ...(named.length > 0 ? [people ? "traits:" : "properties:", ...named] : []),
    ...(later.length > 0 ? ["closed_properties:   # known only once the ticket is closed", ...later.map(typed)] : []),
  ];
}

const toldAtClosing = /resol|solution|response|satisf|csat|rating|score|escalat|duration/;

/** What tends to be true at the time of the export and not at the time of the row. */
const tellsLater = /churn|status|current|last_|active|health|score/;
const laterRemark = "as things stood at the export? Then leave it out: no earlier day may know it";

const propertyType = ({ type, name }: ColumnProfile): string => (type === "number" && !/(^|_)id$/.test(plain(name)) ? "number" : type === "boolean" ? "boolean" : "text");

const lookup = (join: Join): string => `{ column: ${scalar(join.column)}, lookup: { file: ${scalar(join.file)}, key: ${scalar(join.key)}, value: ${scalar(join.value)} } }`;

const line = ({ key, value, remark }: Line): string => `${key}: ${value ?? ""}${remark === undefined ? "" : `   # ${remark}`}`;

/** A text as YAML writes it within braces, where commas need quotes too. */
const scalar = (text: string): string => stringify(text, { defaultStringType: /[,[\]{}#:]/.test(text) ? "QUOTE_DOUBLE" : "PLAIN" }).trim();
