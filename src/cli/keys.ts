import { type Command, InvalidArgumentError, Option } from "commander";
import { type Scope, scopes } from "../contract/access.ts";
import type { Key } from "../contract/key.ts";
import type { KeyDoor } from "../engine/access/key-door.ts";
import { jsonText } from "./json-text.ts";
import { tableText } from "./table.ts";
import type { Terminal } from "./wire.ts";

export interface KeysWire {
  readonly terminal: Terminal;
  /** Opens the keys for the work, in the database or through the process that serves. */
  readonly withKeys: <T>(work: (keys: KeyDoor) => Promise<T>) => Promise<T>;
}

interface CreateOptions {
  readonly read?: readonly Scope[];
  readonly public?: boolean;
  readonly expires?: string;
}

/** `bellwether keys`: what libraries send with, and what programs read with. */
export function register(program: Command, wire: KeysWire): void {
  const keys = program.command("keys").description("List, make and revoke the keys that events are sent with and scores are read with");
  keys
    .command("list")
    .description("All keys, without their texts")
    .option("--json", "as JSON")
    .action((options: { readonly json?: boolean }) => wire.withKeys(async (door) => wire.terminal.out(listed(await door.list(), options.json === true))));
  keys
    .command("create <name>")
    .description("Make a key for sending events, or with --read for reading; it is shown only now")
    .addOption(new Option("--read <scopes...>", "a key for reading instead, and what it opens").choices(scopes).conflicts("public"))
    .option("--public", "stands in web pages or apps: takes usage, but no contracts, pulses and the like")
    .option("--expires <date>", "valid until this day or time, such as 2027-01-01", instantOf)
    .action((name: string, options: CreateOptions) => wire.withKeys((door) => create(door, wire.terminal, { name, ...options })));
  keys
    .command("revoke <key>")
    .description("Revoke a key, by its name, its first letters or its id; what is sent with it is refused from then on")
    .action((key: string) => wire.withKeys((door) => revoke(door, wire.terminal, key)));
}

async function create(door: KeyDoor, { out }: Terminal, { name, read, public: isPublic, expires }: CreateOptions & { readonly name: string }): Promise<void> {
  const common = { name, ...(expires !== undefined && { expiresAt: expires }) };
  const { text } = await door.create(read ? { kind: "read", ...common, scopes: [...read] } : { kind: "write", ...common, acceptsVocabulary: isPublic !== true });
  out(text);
}

async function revoke(door: KeyDoor, { out, err, exit }: Terminal, asked: string): Promise<void> {
  const open = (await door.list()).filter(({ revokedAt }) => revokedAt === undefined);
  const found = open.filter(({ id, name, prefix }) => id === asked || name === asked || prefix === asked);
  const [key] = found;
  if (key === undefined || found.length > 1) {
    err(key === undefined ? `There is no key \`${asked}\` that could be revoked. \`bellwether keys list\` shows them all.` : `Several keys are called \`${asked}\`; name one by its first letters: ${found.map(({ prefix, id }) => prefix || id).join(", ")}.`);
    exit(1);
    return;
  }
  await door.revoke(key.id);
  out(`Revoked ${key.name} (${key.prefix || key.id}).`);
}

function listed(keys: readonly Key[], asJson: boolean): string {
  if (asJson) return jsonText({ keys });
  if (keys.length === 0) return "There are no keys. `bellwether keys create <name>` makes one.";
  return tableText(["name", "begins with", "for", "made", "last used", "state"].map((head) => ({ head })), keys.map((key) => [key.name, key.prefix || "-", purposeOf(key), dayOf(key.createdAt), key.lastUsedAt ? dayOf(key.lastUsedAt) : "never", stateOf(key)]));
}

const dayOf = (instant: string): string => instant.slice(0, 10);

function purposeOf(key: Key): string {
  if (key.kind === "read") return `reading ${key.scopes.join(", ")}`;
  return key.acceptsVocabulary ? "sending" : "sending from pages";
}

function stateOf({ revokedAt, expiresAt }: Key): string {
  if (revokedAt !== undefined) return `revoked ${dayOf(revokedAt)}`;
  return expiresAt === undefined ? "valid" : `valid until ${dayOf(expiresAt)}`;
}

function instantOf(text: string): string {
  const instant = Date.parse(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(instant)) throw new InvalidArgumentError("Write a day or a time, such as 2027-01-01 or 2027-01-01T12:00Z.");
  return new Date(instant).toISOString();
}
