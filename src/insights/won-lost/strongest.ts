import type { FindingVerdict } from "./finding.ts";

/** The verdicts that say something, the surest first. */
const told = ["consistent", "possible", "unstable"] as const satisfies readonly FindingVerdict[];
export type ToldVerdict = (typeof told)[number];

/** A finding, as it was made or as it was written: JSON has no NaN. */
interface Judged {
  readonly metric: string;
  readonly verdict: FindingVerdict;
  readonly auc: { readonly value: number | null };
}

export type Told<F extends Judged> = F & { readonly verdict: ToldVerdict };

const isTold = <F extends Judged>(finding: F): finding is Told<F> => (told as readonly FindingVerdict[]).includes(finding.verdict);

/** Each metric once, at the lead time at which it told most; what held before what may be luck, the stronger first. Leaks tell nothing. */
export function strongest<F extends Judged>(findings: readonly F[], leaking: ReadonlySet<string>): readonly Told<F>[] {
  const strength = ({ auc }: Judged): number => Math.abs((auc.value ?? 0.5) - 0.5);
  const found = findings.filter(isTold).filter(({ metric }) => !leaking.has(metric));
  return firstOfEach(found.toSorted((one, other) => told.indexOf(one.verdict) - told.indexOf(other.verdict) || strength(other) - strength(one)));
}

interface Grown {
  readonly metric: string;
  readonly growth?: { readonly value: number | null; readonly q: number | null; readonly n: number | null };
}

const [level, most, fewest] = [0.05, 8, 50];

/** What went with growth of revenue among those who stayed; each metric once, where it went most. */
export function grownWith<F extends Grown>(findings: readonly F[]): readonly F[] {
  const found = findings.filter(({ growth }) => growth !== undefined && (growth.q ?? 1) <= level && (growth.n ?? 0) >= fewest);
  return firstOfEach(found.toSorted((one, other) => Math.abs(other.growth?.value ?? 0) - Math.abs(one.growth?.value ?? 0))).slice(0, most);
}

function firstOfEach<F extends { readonly metric: string }>(findings: readonly F[]): readonly F[] {
  const once = new Map<string, F>();
  for (const finding of findings) if (!once.has(finding.metric)) once.set(finding.metric, finding);
  return [...once.values()];
}
