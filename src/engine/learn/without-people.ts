import { withoutOpinions } from "../judgement/without-opinions.ts";
import type { Past } from "./past.ts";

/** The past as if nobody had lowered, raised or overridden a score. */
export const pastWithoutOpinions = (past: Past): Past => ({ ...past, logs: new Map([...past.logs].map(([account, log]) => [account, withoutOpinions(log)])) });
