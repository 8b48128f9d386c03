import { compareText } from "../lib/text-order.ts";

/** Which account is another's parent; null without one. */
export interface ParentLink {
  readonly account: string;
  readonly parent: string | null;
}

/** An account with those directly below it. */
export interface Family {
  readonly account: string;
  readonly children: readonly Family[];
}

/** What is wrong with the parents that accounts name. */
export type HierarchyFinding =
  /** Each is the parent of the one before, and the first of the last; none of them counts as having a parent. */
  | { readonly kind: "parent_cycle"; readonly accounts: readonly string[] }
  /** Named as parent, and not among the accounts: no customer, or nobody at all. */
  | { readonly kind: "absent_parent"; readonly parent: string; readonly children: readonly string[] };

export interface Hierarchy {
  /** Accounts that have others below them and none above, by id. One that is absent itself still holds its children together. */
  readonly families: readonly Family[];
  readonly findings: readonly HierarchyFinding[];
}

/** Builds the trees that parents make. Any links give trees: a link of a cycle is left out and reported. */
export function hierarchyOf(links: readonly ParentLink[]): Hierarchy {
  const parents = new Map(links.flatMap(({ account, parent }) => (parent === null ? [] : [[account, parent] as const])));
  const cycles = cyclesIn(parents);
  for (const account of cycles.flat()) parents.delete(account);
  const children = Map.groupBy([...parents.keys()].sort(compareText), (account) => parents.get(account) as string);
  const known = new Set(links.map(({ account }) => account));
  const tops = [...children.keys()].filter((parent) => !parents.has(parent)).sort(compareText);
  const absent = tops.filter((parent) => !known.has(parent));
  return {
    families: tops.map((account) => familyOf(account, children)),
    findings: [
      ...cycles.map((accounts) => ({ kind: "parent_cycle" as const, accounts })),
      ...absent.map((parent) => ({ kind: "absent_parent" as const, parent, children: children.get(parent) ?? [] })),
    ],
  };
}

function familyOf(account: string, children: ReadonlyMap<string, readonly string[]>): Family {
  return { account, children: (children.get(account) ?? []).map((child) => familyOf(child, children)) };
}

/** Each cycle once, beginning with its first account by id. */
function cyclesIn(parents: ReadonlyMap<string, string>): string[][] {
  const done = new Set<string>();
  const cycles: string[][] = [];
  for (const start of parents.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    for (let account: string | undefined = start; account !== undefined && !done.has(account); account = parents.get(account)) {
      if (onPath.has(account)) {
        cycles.push(fromFirst(path.slice(path.indexOf(account))));
        break;
      }
      onPath.add(account);
      path.push(account);
    }
    for (const account of path) done.add(account);
  }
  return cycles.sort((one, other) => compareText(one[0] as string, other[0] as string));
}

function fromFirst(cycle: readonly string[]): string[] {
  const first = cycle.indexOf([...cycle].sort(compareText)[0] as string);
  return [...cycle.slice(first), ...cycle.slice(0, first)];
}

/** The account with everybody below it, however deep. */
export function membersOf({ account, children }: Family): string[] {
  return [account, ...children.flatMap(membersOf)];
}

/** The family that the account heads, wherever in a tree; undefined when nobody is below it. */
export function familyUnder(families: readonly Family[], account: string): Family | undefined {
  for (const family of families) {
    if (family.account === account && family.children.length > 0) return family;
    const below = familyUnder(family.children, account);
    if (below) return below;
  }
  return undefined;
}
