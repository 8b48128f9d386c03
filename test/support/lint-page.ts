import { errorCodes } from "../../src/pack/error-codes.ts";
import { lints } from "../../src/pack/lints/catalogue.ts";
import type { Lint } from "../../src/pack/lints/lint.ts";

/** `docs/reference/lints.md`: every code that `bellwether check` can print. */
export function lintPage(): string {
  const errors = Object.entries(errorCodes).map(([code, meaning]) => `### ${code}\n\n${meaning}`);
  return [
    "# What `bellwether check` says",
    "An error makes a pack unusable. A warning is an opinion: the pack works, and `check` exits with 0 unless `--strict` is given (then with 2). A warning that is meant as it is can be accepted, with the reason, in the section `pack`:",
    "```yaml\npack:\n  accept:\n    too-few-metrics: A first score of two measurements; more follow when support is connected\n```",
    "## Opinions",
    ...Object.values(lints).map(lintEntry),
    "## Errors",
    ...errors,
  ].join("\n\n");
}

function lintEntry({ code, severity, notices, reason }: Lint): string {
  return `### ${code}\n\n*${severity}.* ${notices}\n\n${reason}`;
}
