import { Metrics, type Described } from "../../src/server/metrics/metrics.ts";

const nobody = (): Promise<never> => Promise.reject(new Error("nobody is measured"));
const cell = (text: string): string => text.replaceAll("|", "\\|");
const rowOf = ({ name, type, help, labels }: Described): string => `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(", ")} | ${cell(help.replace(/\.$/, ""))} |`;
const table = (rows: readonly Described[]): string => `| name | type | labels | |\n|---|---|---|---|\n${rows.map(rowOf).join("\n")}`;

/** Every metric that `/metrics` tells, from the registry that tells it. */
export function metricsPage(): string {
  const described = new Metrics(nobody).measureProcess().described();
  const [own, process] = [described.filter(({ name }) => name.startsWith("bellwether_")), described.filter(({ name }) => !name.startsWith("bellwether_"))];
  return [
    "# Metrics",
    "What `/metrics` tells, in Prometheus' text format: base units, counters end in `_total`, and no label holds what a customer, a person or an event is called. Counters begin again with the process, except those of calls, which go on with the journal.",
    "received = stored + duplicate + rejected + dead + waiting + missing holds at each reading, where `rejected` is the sum over its codes.",
    table(own),
    "## The process",
    "On Linux; elsewhere some of `process_*` are missing.",
    table(process),
  ].join("\n\n");
}
