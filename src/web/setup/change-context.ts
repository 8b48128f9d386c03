import { createContext, use } from "react";
import type { AccessAnswer, AccessQuestion } from "../../contract/access-routes.ts";

export type Mapping = AccessAnswer<"getImportMapping">;
export type MappingChange = AccessQuestion<"changeImportMapping">;
type Edit = Extract<MappingChange, { readonly edits: unknown }>["edits"][number];

export const ChangeContext = createContext<(edit: Edit) => void>(() => {});

/** Says one thing otherwise; the answer shows what became of it. */
export const useChange = (): ((edit: Edit) => void) => use(ChangeContext);
