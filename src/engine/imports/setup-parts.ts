import type { FirstDefinitionDesk } from "./first-definition.ts";
import type { ImportDesk } from "./import-desk.ts";
import type { MappingDesk } from "./mapping-desk.ts";
import type { MatchDesk } from "./match-desk.ts";

/** Everything that brings data into a process that serves. */
export interface SetupParts {
  readonly imports: ImportDesk;
  readonly mapping: MappingDesk;
  readonly matching: MatchDesk;
  readonly definition: FirstDefinitionDesk;
}
