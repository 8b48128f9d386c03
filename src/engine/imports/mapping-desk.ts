import { Turns } from "../../lib/turns.ts";
import type { Instant } from "../../lib/zone.ts";
import { type ImportSource, type InputProblem, InputRefused } from "../import-source.ts";
import type { FileLook, MappingEdit, MappingEditor, MappingView } from "./mapping-editor.ts";
import type { Uploaded, UploadStore } from "./ports.ts";

export interface MappingDeskParts {
  readonly source: ImportSource;
  readonly editor: MappingEditor;
  readonly uploads: UploadStore;
  readonly clock: () => Instant;
}

/** What the files seem to mean, and what is left to be settled before they can be imported. */
export interface MappedUploads {
  readonly text: string;
  /** Undefined when the text is no mapping that could be shown in any other way. */
  readonly view: MappingView | undefined;
  readonly looks: readonly FileLook[];
  readonly problems: readonly InputProblem[];
  readonly notes: readonly string[];
}

/** What uploaded files mean: guessed at first, and then as somebody has said. */
export class MappingDesk {
  readonly #parts: MappingDeskParts;
  /** What one says must not be lost because another says something at the same time. */
  readonly #turns = new Turns();
  /** Looking through large files takes a while, and pages ask again and again. */
  #seen: { readonly key: string; readonly found: MappedUploads } | undefined;
  #guessed: { readonly key: string; readonly text: string } | undefined;

  constructor(parts: MappingDeskParts) {
    this.#parts = parts;
  }

  get kinds(): readonly string[] {
    return this.#parts.editor.kinds;
  }

  /** Undefined while there are no files. */
  current(): Promise<MappedUploads | undefined> {
    return this.#turns.run(() => this.#current());
  }

  async #current(): Promise<MappedUploads | undefined> {
    const files = await this.#parts.uploads.files();
    if (files.length === 0) return undefined;
    return this.#seenThrough(files, await this.#text(files));
  }

  /** Makes a mapping another one; throws InputRefused for what can't be. */
  change(edits: readonly MappingEdit[]): Promise<MappedUploads | undefined> {
    const { uploads, editor } = this.#parts;
    return this.#turns.run(async () => {
      const files = await uploads.files();
      if (files.length === 0) return undefined;
      await uploads.keepText("mapping", await editor.edit(await this.#text(files), { folder: uploads.folder, edits }));
      return this.#current();
    });
  }

  /** Takes a mapping as somebody wrote it, faulty or not. */
  write(text: string): Promise<MappedUploads | undefined> {
    return this.#turns.run(async () => {
      await this.#parts.uploads.keepText("mapping", text);
      return this.#current();
    });
  }

  /** Throws away what was said, and guesses anew. */
  guess(): Promise<MappedUploads | undefined> {
    return this.#turns.run(async () => {
      await this.#parts.uploads.dropText("mapping");
      return this.#current();
    });
  }

  /** Another file is there: what it seems to mean is added to what was said of the others. */
  takeFile(name: string): Promise<void> {
    const { uploads, editor, source } = this.#parts;
    return this.#turns.run(async () => {
      const kept = await uploads.text("mapping");
      if (kept === undefined) return;
      const { mapping } = await source.guess({ folder: uploads.folder, only: (await uploads.files()).map((file) => file.name) });
      await uploads.keepText("mapping", editor.adopt(kept, mapping, name));
    });
  }

  /** A file is gone: what was said of it goes too, and with the last one everything. */
  dropFile(name: string): Promise<void> {
    const { uploads, editor } = this.#parts;
    return this.#turns.run(async () => {
      const kept = await uploads.text("mapping");
      if ((await uploads.files()).length === 0) return uploads.dropText("mapping");
      if (kept === undefined || !editor.view(kept, [])) return;
      await uploads.keepText("mapping", await editor.edit(kept, { folder: uploads.folder, edits: [{ set: "kind", file: name, value: null }] }));
    });
  }

  /** What somebody said; before anybody has said anything, what the files seem to mean, whichever there are by then. */
  async #text(files: readonly Uploaded[]): Promise<string> {
    const { uploads, source } = this.#parts;
    const kept = await uploads.text("mapping");
    if (kept !== undefined) return kept;
    const key = JSON.stringify(files);
    if (this.#guessed?.key !== key) this.#guessed = { key, text: (await source.guess({ folder: uploads.folder, only: files.map(({ name }) => name) })).mapping };
    return this.#guessed.text;
  }

  async #seenThrough(files: readonly Uploaded[], text: string): Promise<MappedUploads> {
    const key = JSON.stringify([files, text]);
    if (this.#seen?.key === key) return this.#seen.found;
    const { uploads, editor, source, clock } = this.#parts;
    const view = editor.view(text, files.map(({ name }) => name));
    const encodingOf = (name: string): string | undefined => view?.files.find(({ file }) => file === name)?.encoding;
    const looks: FileLook[] = [];
    for (const { name } of files) looks.push(await editor.look({ folder: uploads.folder, file: name, encoding: encodingOf(name) }));
    const { problems, notes } = await source.prepare({ mapping: { text }, folder: uploads.folder, only: [], receivedAt: clock() }).then(
      (prepared) => ({ problems: [], notes: prepared.notes }),
      (error: unknown) => {
        if (!(error instanceof InputRefused)) throw error;
        return { problems: error.problems, notes: [] };
      },
    );
    const found = { text, view, looks, problems, notes };
    this.#seen = { key, found };
    return found;
  }
}
