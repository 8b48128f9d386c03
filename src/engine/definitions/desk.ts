import type { Instant } from "../../lib/zone.ts";
import type { PackFile } from "../../pack/source.ts";
import type { RunningPack } from "../evaluate/standings.ts";
import type { AppliedPack, VersionEntry, VersionSource, VersionStore } from "../versions.ts";
import { type Applied, applyPack, entryOf, sameFiles } from "./apply.ts";
import { type Definition, definitionOf, readDefinition, runningAfter } from "./definition.ts";
import { type Draft, type PlacedProblem, draftFiles, placed } from "./draft.ts";
import type { Effect } from "./plan.ts";
import { type PreviewPorts, Previewer } from "./previewer.ts";
import { DefinitionRefused } from "./refused.ts";

export interface DeskParts {
  readonly workspace: string;
  readonly versions: VersionStore;
  readonly clock: () => Instant;
  readonly hash: (text: string) => string;
  readonly started: Definition & RunningPack;
  /** The folder that the process was told to run; then it runs that, whatever is applied. */
  readonly folder?: string;
  /** Rejects while the store can't be reached. */
  readonly store: () => Promise<PreviewPorts>;
  /** Makes this the definition that everything is scored with and answered from; resolves once it answers. */
  readonly switchTo: (running: RunningPack) => Promise<void>;
  readonly report: (line: string) => void;
}

export interface PublishRequest extends Draft {
  readonly message: string;
  readonly author: string;
  readonly source: VersionSource;
  readonly rewritesHistory: boolean;
  /** The version that the draft was made from, where it may not be another one meanwhile. */
  readonly base?: string | undefined;
}

export interface Previewed {
  readonly before: Definition;
  /** Absent when the draft has errors. */
  readonly after?: Definition;
  readonly problems: readonly PlacedProblem[];
  /** Absent when the draft has errors. */
  readonly effect?: Effect;
}

/** The health definition of a process that serves: which one is in use, what another one would do, and how it becomes another one. */
export class DefinitionDesk {
  readonly #parts: DeskParts;
  readonly #previewer: Previewer;
  #running: Definition & RunningPack;
  #entries: readonly VersionEntry[] | undefined;
  #turning: Promise<void> = Promise.resolve();
  #wanted: number | undefined;
  #problem: string | undefined;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#running = parts.started;
    this.#previewer = new Previewer({ ports: parts.store, clock: parts.clock });
  }

  get running(): Definition {
    return this.#running;
  }

  /** A newer version is wanted, and isn't what answers yet. */
  get isSwitching(): boolean {
    return this.#wanted !== undefined && this.#problem === undefined;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  /** Why the page may not change it; undefined where it may. */
  get readOnly(): "owned_by_git" | "started_with_folder" | undefined {
    if (this.#parts.folder !== undefined) return "started_with_folder";
    return this.#running.pack.pack.owned_by === "git" ? "owned_by_git" : undefined;
  }

  /** The latest first. */
  async versions(): Promise<readonly VersionEntry[]> {
    return (this.#entries ??= await this.#parts.versions.list(this.#parts.workspace));
  }

  find(number: number): Promise<AppliedPack | undefined> {
    return this.#parts.versions.find(this.#parts.workspace, number);
  }

  /** A version to score with; undefined where there is none, or this program can't read it any more. */
  async definition(number: number): Promise<Definition | undefined> {
    if (number === this.#running.number) return this.#running;
    const found = await this.find(number);
    return found && definitionOf(found, this.#parts.hash);
  }

  /** By whom histories are told; nobody where the process runs a folder. */
  async timeline(): Promise<readonly VersionEntry[]> {
    return this.#parts.folder === undefined ? (await this.versions()).toReversed() : [];
  }

  async preview({ asOf, ...draft }: Draft & { readonly asOf?: string | undefined }): Promise<Previewed> {
    const before = this.#running;
    const files = draftFiles(draft, before.files);
    const { definition: after, problems } = readDefinition(files, { number: null, hash: this.#parts.hash });
    const found = { before, problems: placed(problems, files) };
    if (!after) return found;
    return { ...found, after, effect: await this.#previewer.preview({ workspace: this.#parts.workspace, before, after, ...(asOf !== undefined && { asOf }) }) };
  }

  /** Somebody is gone whom the last preview was about too. */
  forget(): Promise<void> {
    return this.#previewer.forget();
  }

  /** Keeps it as a version, and turns to it in the background. */
  async publish(request: PublishRequest): Promise<Exclude<Applied, { outcome: "number_taken" }>> {
    await this.refresh();
    // What is being turned to is what the next one changes.
    await this.settled();
    this.#mayPublish(request);
    const files = draftFiles(request, this.#running.files);
    const { definition, problems } = readDefinition(files, { number: null, hash: this.#parts.hash });
    if (!definition) throw new DefinitionRefused("faulty", "The health definition has errors, so nothing was published.", placed(problems.filter(({ severity }) => severity === "error"), files));
    const applied = await this.#apply(definition, request);
    if (applied.outcome === "number_taken") throw new DefinitionRefused("changed", "Somebody else has published a version at this moment. Look at it, and publish again.");
    this.#entries = undefined;
    if (applied.outcome === "applied") void this.#turnTo(applied.applied);
    return applied;
  }

  /** Looks for a version that another process has applied, or that couldn't be turned to. */
  async refresh(): Promise<void> {
    if (this.#parts.folder !== undefined) return;
    this.#previewer.tidy();
    const latest = await this.#parts.versions.latest(this.#parts.workspace);
    if (!latest || latest.number === this.#running.number) return;
    this.#entries = undefined;
    if (latest.number !== this.#wanted || this.#problem !== undefined) void this.#turnTo(latest);
  }

  /** Resolves when nothing is being turned to. */
  async settled(): Promise<void> {
    await this.#turning;
  }

  #mayPublish({ source, base, files, edits }: PublishRequest): void {
    const { folder } = this.#parts;
    if (folder !== undefined) throw new DefinitionRefused("read_only", `This server was started with the folder ${folder}, and runs that. Start it without --pack to run what is published.`);
    if (source === "page" && this.readOnly === "owned_by_git") throw new DefinitionRefused("read_only", "Git owns this health definition: change its files there, and apply them with `bellwether apply`.");
    if (base !== undefined && base !== this.#running.version) throw new DefinitionRefused("changed", "Another version was published meanwhile. Look at it, and change it again.");
    if (this.#problem !== undefined && files === undefined) throw new DefinitionRefused("changed", `${this.#problem} Mend that first, with whole files.`);
    if (files === undefined && edits.length === 0) throw new DefinitionRefused("nothing", "Nothing is different, so there is nothing to publish.");
  }

  async #apply({ files, version }: Definition, { author, message, source, rewritesHistory }: PublishRequest): Promise<Applied> {
    const { versions, workspace, clock } = this.#parts;
    const plain: readonly PackFile[] = files.map(({ path, text }) => ({ path, text }));
    const before = this.#running;
    // What was in use without ever having been applied is kept, too, so that there is a way back.
    if (before.number === null && !sameFiles(before.files, plain) && (await versions.latest(workspace)) === undefined) await applyPack(versions, { workspace, files: before.files, version: before.version, author, message: "What was in use before the first change", at: clock(), source: "folder", rewritesHistory: false });
    return applyPack(versions, { workspace, files: plain, version, author, message, at: clock(), source, rewritesHistory });
  }

  #turnTo(applied: AppliedPack): Promise<void> {
    this.#wanted = applied.number;
    this.#problem = undefined;
    this.#turning = this.#turning.then(() => this.#turn(applied));
    return this.#turning;
  }

  async #turn(applied: AppliedPack): Promise<void> {
    // Of several that were published in a row the last one is enough.
    if (applied.number !== this.#wanted) return;
    const { report, hash, switchTo } = this.#parts;
    const definition = definitionOf(applied, hash);
    if (!definition) {
      this.#problem = `Version ${entryOf(applied).number} has errors as this program reads it, so the one before stays in use.`;
      report(this.#problem);
      return;
    }
    try {
      const running = runningAfter(definition, this.#running);
      await switchTo(running);
      this.#running = { ...definition, ...running };
      if (this.#wanted === applied.number) this.#wanted = undefined;
      report(`version ${applied.number} of the health definition is in use: ${applied.message}`);
    } catch (error) {
      this.#problem = `Version ${applied.number} isn't in use yet: ${error instanceof Error ? error.message : String(error)}`;
      report(this.#problem);
    }
  }
}
