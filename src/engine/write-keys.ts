/** What a write key opens: a workspace to append to, and nothing to read. */
export interface WriteKey {
  /** Shown wherever the source of an event is; not secret. */
  readonly name: string;
  readonly workspace: string;
  /** Whether events of the vocabulary may come through it; false for keys that stand in web pages. */
  readonly acceptsVocabulary: boolean;
  readonly isRevoked: boolean;
}

export interface WriteKeys {
  /** The key with this text; undefined when there is none. */
  find(text: string): WriteKey | undefined;
}
