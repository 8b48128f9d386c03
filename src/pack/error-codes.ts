/**
 * What makes a pack unusable. A code is stable: scripts and searches rely on it. The text says what the code means
 * and how to get rid of it; `docs/reference/lints.md` is generated from it.
 */
export const errorCodes = {
  "empty-pack": "No file has any section. A pack needs at least the sections `pack`, `metrics` and `model`.",
  "unreadable": "The folder isn't there, holds no YAML file, or one of its files can't be read.",
  "not-text": "The file isn't UTF-8 text: it is binary, or saved in another encoding. Save it as UTF-8.",
  "too-large": "The file, or what its aliases stand for, is larger than any pack needs to be, or is nested too deeply. Split it, or write it out.",
  "syntax": "The file isn't YAML. Everything after such a place may have been misread, so correct it first.",
  "unsupported-yaml": "Tags, directives and several documents in one file aren't used in a pack. Write plain YAML.",
  "duplicate-key": "The same key is written twice, in one file or in two. Both places are named; keep one.",
  "bad-key": "A key must be a plain text.",
  "self-alias": "An alias stands for something that contains the alias itself. Write it out.",
  "not-finite": "NaN and infinity aren't numbers that a score can be made of. Write a finite number.",
  "unknown-key": "A key that isn't known at this place. The closest known key is suggested.",
  "missing-key": "A key that must be there isn't.",
  "wrong-value": "The value is of the wrong type, or outside what is possible here.",
  "unknown-metric": "A reference to a metric that no file defines.",
  "unknown-segment": "A reference to a segment that no file defines.",
  "unknown-stage": "A reference to a stage that no file defines.",
  "unknown-milestone": "A reference to a milestone that the journey doesn't have.",
  "unknown-line": "A reference to a line of business that the journey doesn't have.",
  "unknown-category": "A variant changes a category that the model doesn't have.",
  "unknown-score": "A reference to the score or band of something that is neither `overall`, a category nor a metric of the model.",
  "reference-cycle": "A metric or segment that needs itself to be computed, directly or through others.",
  "not-decided-yet": "A condition reads something that is decided only later. The order is: traits, contracts and goals, segments, metrics, stage, milestones, scores.",
  "wrong-kind": "A metric of a kind that can't be used at this place, such as the trend of a trend.",
} as const satisfies Record<string, string>;

export type ErrorCode = keyof typeof errorCodes;
