import { includesRole } from "../../contract/access.ts";
import { spelledRole } from "../../contract/customer-role.ts";
import type { RecordBody } from "../../contract/record-routes.ts";
import type { Instant } from "../../lib/zone.ts";
import { Unanswerable } from "../answers/unanswerable.ts";
import type { Scores } from "../answers/scores.ts";
import type { Forgotten } from "../forget/tombstone.ts";
import { notYours } from "../plans/plan-refused.ts";
import type { Recorder } from "./may-record.ts";
import { NotRecorded } from "./not-recorded.ts";
import { momentOf } from "./said.ts";
import { type WritePorts, writeTraits } from "./write.ts";

/** Who said the role last that was said by hand. */
const roleAuthorTrait = "role_author";

export interface RolePorts extends WritePorts {
  readonly scores: Scores;
  readonly forgotten?: Pick<Forgotten, "has">;
}

export interface RoleRequest {
  readonly workspace: string;
  readonly account: string;
  readonly user: string;
  readonly by: Recorder;
  readonly source: string;
  readonly body: RecordBody<"recordRole">;
  readonly messageId: string;
  readonly now: Instant;
}

/**
 * Says which role somebody of a customer has, as a library says a trait of a user: everything that measures reads it from
 * there. Who says so is a trait beside it, of the same time, because facts about users have no author.
 */
export async function recordRole(ports: RolePorts, { workspace, account, user, by, source, body, messageId, now }: RoleRequest): Promise<Instant> {
  const { scores, forgotten } = ports;
  if (forgotten?.has(workspace, { kind: "user", id: user }) === true) throw new NotRecorded("forgotten", "This person is forgotten: what is said of them would be thrown away, so nothing was recorded.");
  const owner = scores.live.row(workspace, account)?.owner ?? null;
  if (!isOwn(by, owner)) throw new NotRecorded("not_yours", notYours(owner).message);
  const { users } = await scores.ports.users.readUsers({ workspace, account, asOf: now + 1, recentFrom: now, limit: 1, user });
  if (users.length === 0) throw new Unanswerable("unknown", `The account has no user \`${user.slice(0, 100)}\`.`);
  const at = momentOf(body, now);
  await writeTraits(ports, { workspace, user, traits: { role: body.role === null ? null : spelledRole(body.role), [roleAuthorTrait]: by.author }, at, messageId, source, now });
  return at;
}

/** A CSM says it of the people of the own accounts, managers of all; a key has no book. */
function isOwn({ role, own }: Recorder, owner: string | null): boolean {
  if (role === "machine" || own === undefined || includesRole(role, "manager")) return true;
  return owner !== null && own.includes(owner);
}
