import type { Command } from "commander";
import type { Finding } from "../engine/doctor/judge.ts";
import { jsonText } from "./json-text.ts";
import type { Terminal } from "./wire.ts";

export interface DoctorWire {
  readonly terminal: Terminal;
  readonly examine: () => Promise<readonly Finding[]>;
}

/** `bellwether doctor`: looks at everything that has to be well, and says what to do about what isn't. */
export function register(program: Command, { terminal, examine }: DoctorWire): void {
  program
    .command("doctor")
    .description("Look at data directory, settings, versions, disk, server, journal, stores and clock, and say what to do; exit code 1 when something is wrong")
    .summary("what is wrong with this installation, and what to do about it")
    .option("--json", "print one JSON document")
    .action(async ({ json }: { readonly json?: boolean }) => {
      const findings = await examine();
      terminal.out(json ? jsonText({ findings }) : findings.map((finding) => findingText(finding, terminal)).join("\n"));
      if (findings.some(({ state }) => state === "wrong")) terminal.exit(1);
    });
}

const colours = { ok: "green", careful: "yellow", wrong: "red" } as const;

function findingText({ about, state, found, advice }: Finding, { paint }: Terminal): string {
  const line = `${paint(colours[state], state.padEnd(8))}${about.padEnd(16)}${found}`;
  return advice === undefined ? line : `${line}\n${" ".repeat(24)}${advice}`;
}
