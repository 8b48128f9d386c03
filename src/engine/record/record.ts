import type { RecordName } from "../../contract/record-paths.ts";
import type { RecordBody } from "../../contract/record-routes.ts";
import type { EventFact } from "../../events/fact.ts";
import { isWithdrawable } from "../../events/vocabulary.ts";
import { inOrder, textOf } from "../../accounts/account-log.ts";
import { includesRole } from "../../contract/access.ts";
import type { Instant } from "../../lib/zone.ts";
import type { Scores } from "../answers/scores.ts";
import type { Forgotten } from "../forget/tombstone.ts";
import type { OpenWork } from "../ports.ts";
import { type Recorder, type TakenBack, mayRecord } from "./may-record.ts";
import { NotRecorded } from "./not-recorded.ts";
import { directionOf, recordedBy, withdrawalDirection } from "./standing-opinion.ts";
import { recordRole } from "./role.ts";
import { type Said, type SaidName, saidBy } from "./said.ts";
import { type WritePorts, writeSaid } from "./write.ts";

export interface RecordPorts extends WritePorts {
  readonly scores: Scores;
  readonly clock: () => Instant;
  readonly uniqueId: () => string;
  /** What moves along when an account gets another owner. */
  readonly openWork?: OpenWork;
  /** Of those who are forgotten nothing is taken. */
  readonly forgotten?: Pick<Forgotten, "has">;
  /** Told when open work couldn't be moved. */
  readonly onError: (error: unknown) => void;
}

export interface RecordRequest<N extends RecordName> {
  readonly workspace: string;
  readonly account: string;
  readonly by: Recorder;
  /** Shown as where the event came from. */
  readonly source: string;
  readonly name: N;
  readonly body: RecordBody<N>;
  /** What a withdrawal takes back. */
  readonly message?: string;
  /** Whose role it is. */
  readonly user?: string;
  /** The sender's own id, so that the same request again records nothing twice. */
  readonly key?: string;
}

export interface RecordedNow {
  readonly message: string;
  readonly at: Instant;
  /** Of a hand-over: how many pieces of open work moved along; null where that failed. */
  readonly moved?: number | null;
}

/** So much of what was recorded about one account is looked through for what is to be taken back. */
const mostRecorded = 20_000;

/** Records one thing about an account; resolves once it is on disk. Throws NotRecorded with the reason why not. */
export async function recordOne<N extends RecordName>(ports: RecordPorts, request: RecordRequest<N>): Promise<RecordedNow> {
  const { workspace, account, by, name, body, message, key } = request;
  const now = ports.clock();
  const { scores } = ports;
  if (ports.forgotten?.has(workspace, { kind: "account", id: account }) === true) throw new NotRecorded("forgotten", "The account is forgotten: what is said of it would be thrown away, so nothing was recorded.");
  await scores.requireAccount(workspace, account);
  const messageId = key ?? ports.uniqueId();
  if (isOfRole(request)) return { message: messageId, at: await recordRole(ports, { ...request, messageId, now }) };
  const takesBack = message === undefined ? undefined : await standing(scores, { workspace, account, now, message });
  const said = saidBy(name as SaidName, body as RecordBody<SaidName>, { pack: scores.pack, now, author: by.author, ...(message !== undefined && { message }) });
  const before = name === "recordOwner" ? (textOf(await latestHandOver(scores, { workspace, account }), "owner") ?? null) : undefined;
  await requireMay({ scores, request, now }, said, takesBack);
  await writeSaid(ports, { workspace, account, said, messageId, source: request.source, now });
  const recorded = { message: messageId, at: said.at };
  if (before === undefined) return recorded;
  return { ...recorded, moved: await moveWork(ports, { workspace, account, from: before, to: String(said.properties["owner"]), by: by.author, at: said.at }) };
}

/** A role is said of a user, not of the account. */
const isOfRole = (request: RecordRequest<RecordName>): request is RecordRequest<"recordRole"> & { readonly user: string } => request.name === "recordRole" && request.user !== undefined;

interface Asking {
  readonly scores: Scores;
  readonly request: Pick<RecordRequest<RecordName>, "workspace" | "account" | "by">;
  readonly now: Instant;
}

async function requireMay({ scores, request: { by, ...about }, now }: Asking, said: Said, takenBack: EventFact | undefined): Promise<void> {
  // Whoever may everything needs no score to be computed.
  if (by.role === "machine" || includesRole(by.role, "manager")) return;
  const direction = takenBack ? await withdrawalDirection(scores, { ...about, now }, takenBack) : await directionOf(scores, { ...about, now }, said);
  const takesBack: TakenBack | undefined = takenBack && recordedBy(takenBack);
  const decision = mayRecord({ by, direction, now, ...(takesBack && { takesBack }) });
  if (decision.isAllowed) return;
  const what = takenBack ? "Taking this back raises the score" : "This raises the score";
  throw new NotRecorded("needs_role", `${what}, which takes a ${decision.needs}; lowering it, with a reason, you may yourself.`, { role: decision.needs });
}

/** What is to be taken back, as it stands. */
async function standing({ ports }: Scores, { workspace, account, now, message }: { readonly workspace: string; readonly account: string; readonly now: Instant; readonly message: string }): Promise<EventFact> {
  const recorded = await ports.judgement.recordedOf({ workspace, account, asOf: now + 1, limit: mostRecorded });
  const found = recorded.find(({ messageId, name }) => messageId === message && name !== "withdrawn");
  if (!found) throw new NotRecorded("unknown", `Nothing was recorded about this account under the id \`${message.slice(0, 100)}\`, or it isn't loaded yet.`);
  if (!isWithdrawable(found.name)) throw new NotRecorded("not_withdrawable", "A change of owner can't be taken back; hand the account over again.");
  if (recorded.some((event) => event.name === "withdrawn" && textOf(event, "withdraws") === message)) throw new NotRecorded("withdrawn_already", "It was taken back already.");
  return found;
}

/** By whom and to whom the account was given last; undefined while it never was. */
export async function latestHandOver({ ports }: Scores, { workspace, account }: { readonly workspace: string; readonly account: string }): Promise<EventFact | undefined> {
  const events = (await ports.accounts.readAccounts({ workspace, accounts: [account] })).get(account)?.events ?? [];
  return events.filter(({ name }) => name === "owner_changed").toSorted(inOrder).at(-1);
}

/** The account has its new owner whatever becomes of the work; the sender is told to ask again. */
async function moveWork({ openWork, onError }: RecordPorts, request: Parameters<OpenWork["handOver"]>[0]): Promise<number | null> {
  if (!openWork) return 0;
  try {
    return await openWork.handOver(request);
  } catch (error) {
    onError(error);
    return null;
  }
}
