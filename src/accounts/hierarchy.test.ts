import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ParentLink, familyUnder, hierarchyOf, membersOf } from "./hierarchy.ts";

const links = (text: string): ParentLink[] => text.split(" ").map((link) => ({ account: link.split("<")[0] as string, parent: link.split("<")[1] ?? null }));

describe("families", () => {
  test("are trees of any depth, in the order of ids", () => {
    const { families, findings } = hierarchyOf(links("top b<top a<top c<b alone"));
    expect(findings).toEqual([]);
    expect(families).toEqual([{ account: "top", children: [{ account: "a", children: [] }, { account: "b", children: [{ account: "c", children: [] }] }] }]);
    expect(familyUnder(families, "b")).toEqual({ account: "b", children: [{ account: "c", children: [] }] });
    expect([familyUnder(families, "a"), familyUnder(families, "alone")]).toEqual([undefined, undefined]);
  });

  test("are held together by a parent that isn't there, which is reported", () => {
    const { families, findings } = hierarchyOf(links("a<gone b<gone"));
    expect(families.map(membersOf)).toEqual([["gone", "a", "b"]]);
    expect(findings).toEqual([{ kind: "absent_parent", parent: "gone", children: ["a", "b"] }]);
  });

  test("have no cycles: those in one have no parent, those below them keep theirs", () => {
    const { families, findings } = hierarchyOf(links("b<c c<a a<b under<b self<self"));
    expect(findings).toEqual([{ kind: "parent_cycle", accounts: ["a", "b", "c"] }, { kind: "parent_cycle", accounts: ["self"] }]);
    expect(families).toEqual([{ account: "b", children: [{ account: "under", children: [] }] }]);
  });
});

test("any links end in trees in which every account with a parent stands once, or in findings", () => {
  const id = fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h");
  const any = fc.uniqueArray(fc.record({ account: id, parent: fc.option(fc.oneof(id, fc.constant("gone")), { freq: 4 }) }), { selector: ({ account }) => account, minLength: 1 });
  fc.assert(
    fc.property(any, (found) => {
      const { families, findings } = hierarchyOf(found);
      const members = families.flatMap(membersOf);
      expect(new Set(members).size).toBe(members.length);
      const cyclic = findings.flatMap((finding) => (finding.kind === "parent_cycle" ? finding.accounts : []));
      const childs = found.filter(({ account, parent }) => parent !== null && !cyclic.includes(account)).map(({ account }) => account);
      expect(childs.filter((account) => !members.includes(account))).toEqual([]);
    }),
  );
});
