import type { CatalogueReader } from "../../engine/ports.ts";
import { isReserved } from "../../events/vocabulary.ts";
import type { EventCatalogue } from "../../insights/won-lost/candidates.ts";
import type { ClickHouse } from "./engine.ts";

/** What a workspace holds, for proposals of metrics. */
export class ClickHouseCatalogueReader implements CatalogueReader {
  readonly #clickHouse: ClickHouse;

  constructor(clickHouse: ClickHouse) {
    this.#clickHouse = clickHouse;
  }

  async readCatalogue(workspace: string): Promise<EventCatalogue> {
    const events = await this.#clickHouse.rows<{ name: string; accounts: number; users: number }>({
      name: "catalogue of events",
      text: `SELECT name, uniqExact(account) AS accounts, uniqExactIf(user_key, user_key != sipHash64('')) AS users
FROM events WHERE workspace = {workspace:String} AND account != '' GROUP BY name ORDER BY accounts DESC, name`,
      parameters: { workspace },
    });
    const [contracts] = await this.#clickHouse.rows<{ contracts: number; seats: number }>({
      name: "catalogue of contracts",
      text: `SELECT count() AS contracts, countIf(numbers['seats'] > 0) AS seats FROM events WHERE workspace = {workspace:String} AND name = 'contract_changed'`,
      parameters: { workspace },
    });
    const touchpoints = await this.#clickHouse.rows<{ touchpoint: string }>({
      name: "catalogue of touchpoints",
      text: `SELECT DISTINCT texts['touchpoint'] AS touchpoint FROM events WHERE workspace = {workspace:String} AND name = 'survey_answered' AND mapContains(texts, 'touchpoint') ORDER BY touchpoint`,
      parameters: { workspace },
    });
    return {
      events: events.map((event) => ({ ...event, reserved: isReserved(event.name) })),
      contracts: (contracts?.contracts ?? 0) > 0,
      seats: (contracts?.seats ?? 0) > 0,
      touchpoints: touchpoints.map(({ touchpoint }) => touchpoint),
    };
  }
}
