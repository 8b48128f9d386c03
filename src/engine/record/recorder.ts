import type { Principal } from "../access/principal.ts";
import { ownNames } from "../plans/may.ts";
import type { Recorder } from "./may-record.ts";

/** A key may what a CSM may: nobody is behind it who could answer for more. */
export function recorderOf(caller: Principal): { readonly by: Recorder; readonly source: string } {
  switch (caller.kind) {
    case "teammate":
      return { by: { role: caller.teammate.role, author: caller.teammate.email, own: [...ownNames(caller)] }, source: "people" };
    case "read_key":
      return { by: { role: "csm", author: caller.key.name }, source: caller.key.name };
    case "local":
      return { by: { role: "machine", author: "the command line" }, source: "people" };
  }
}
