import type { Command } from "commander";

/** Options of every command. They are read before the commands are made, because those are made for one workspace. */
export function addGlobalOptions(program: Command, environment: Readonly<Record<string, string | undefined>>): Command {
  return program
    .option("--data <directory>", "where the embedded databases live (or BELLWETHER_DATA)", environment["BELLWETHER_DATA"] ?? "data")
    .option("--workspace <name>", "whose data and people are meant (or BELLWETHER_WORKSPACE); default: that of the data directory");
}
