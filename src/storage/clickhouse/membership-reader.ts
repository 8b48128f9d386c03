import type { MembershipReader, StoredMembership } from "../../engine/ports.ts";
import type { ClickHouse } from "./engine.ts";
import { numbersOf, textsOf } from "./native-reader.ts";

/** Reads every membership of a workspace, to attribute what comes next. */
export class ClickHouseMembershipReader implements MembershipReader {
  readonly #clickHouse: ClickHouse;

  constructor(clickHouse: ClickHouse) {
    this.#clickHouse = clickHouse;
  }

  async memberships(workspace: string): Promise<StoredMembership[]> {
    const blocks = await this.#clickHouse.blocks({
      name: "memberships of a workspace",
      text: `SELECT account, user, message_id, CAST(batch_id, 'String') AS batch_id,
    toFloat64(toUnixTimestamp64Milli(time)) AS time, toFloat64(toUnixTimestamp64Milli(known_at)) AS known_at
FROM memberships WHERE workspace = {workspace:String}`,
      parameters: { workspace },
    });
    return blocks.flatMap((block) => {
      const [accounts, users, ids, batches] = [textsOf(block, "account"), textsOf(block, "user"), textsOf(block, "message_id"), textsOf(block, "batch_id")];
      const [times, known] = [numbersOf(block, "time"), numbersOf(block, "known_at")];
      return accounts.map((account, row) => ({
        membership: { account, user: users[row] as string, messageId: ids[row] as string, time: times[row] as number, knownAt: known[row] as number },
        batchId: batches[row] as string,
      }));
    });
  }
}
