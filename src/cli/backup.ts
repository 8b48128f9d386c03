import type { Command } from "commander";
import { countedText } from "./format.ts";
import type { Terminal } from "./wire.ts";

/** What an archive holds. */
interface Archived {
  readonly program: string;
  readonly madeAt: string;
  readonly files: number;
  readonly bytes: number;
}

export interface BackupWire {
  readonly terminal: Terminal;
  readonly backUp: (archive: string) => Promise<Archived>;
  readonly restore: (archive: string) => Promise<Archived>;
  /** Erases what was forgotten after the archive was made, as a list of the forgotten says; how many there are. */
  readonly forgetAgain: (list: string | undefined) => Promise<number>;
  /** Stores that lie elsewhere, and therefore in no archive, such as `ClickHouse`. */
  readonly elsewhere: () => readonly string[];
}

/** `bellwether backup` and `restore`: a data directory that nobody uses, as one file. */
export function register(program: Command, { terminal, backUp, restore, forgetAgain, elsewhere }: BackupWire): void {
  const noteElsewhere = (): void => {
    for (const store of elsewhere()) terminal.err(`${store} is on a server of its own and not in the archive: use its own tools for that.`);
  };
  program
    .command("backup")
    .description("Write the data directory, while nobody serves it, into one archive: events, scores, keys, teammates, the journal")
    .summary("write the data directory into an archive")
    .argument("<file>", "the archive to make, such as bellwether.tar.gz")
    .action(async (archive: string) => {
      const made = await backUp(archive);
      terminal.out(`Wrote ${heldText(made)} into ${archive}. It holds personal data and the hashes of keys: keep it where only you can read it.`);
      noteElsewhere();
    });
  program
    .command("restore")
    .description("Put what a backup holds into a data directory that is empty or isn't there yet")
    .summary("make a data directory from an archive")
    .argument("<file>", "an archive that `backup` has made")
    .option("--forgotten <file>", "who was forgotten since (default: the file that BELLWETHER_FORGOTTEN names)")
    .action(async (archive: string, { forgotten }: { readonly forgotten?: string }) => {
      const held = await restore(archive);
      const again = await forgetAgain(forgotten);
      terminal.out(`Restored ${heldText(held)}, as Bellwether ${held.program} had it at ${held.madeAt}. What was sent since then has to be sent again.`);
      if (again > 0) terminal.out(`Looked for ${countedText(again, "user or account that is", "users and accounts that are")} forgotten, and erased what the archive held of them.`);
      noteElsewhere();
    });
}

const heldText = ({ files, bytes }: Archived): string => `${countedText(files, "file", "files")} with ${(bytes / 1e6).toFixed(1)} MB`;
