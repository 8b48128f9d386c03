/** Keys that work everywhere or in lists. One table for what happens and for the help that `?` opens. */
export const shortcuts = {
  palette: { keys: ["Ctrl K"], does: "Find an account, a person or a page" },
  help: { keys: ["?"], does: "Show these shortcuts" },
  today: { keys: ["g t"], does: "Go to today" },
  portfolio: { keys: ["g p"], does: "Go to the portfolio" },
  plans: { keys: ["g l"], does: "Go to the plans" },
  journey: { keys: ["g j"], does: "Go to the journey" },
  renewals: { keys: ["g r"], does: "Go to the renewals" },
  benchmarks: { keys: ["g b"], does: "Go to the benchmarks" },
  board: { keys: ["g o"], does: "Go to the board" },
  insights: { keys: ["g i"], does: "Go to the insights" },
  definition: { keys: ["g h"], does: "Go to how scores work" },
  data: { keys: ["g d"], does: "Go to the data" },
  settings: { keys: ["g s"], does: "Go to the settings" },
  model: { keys: ["g m"], does: "Go to the health definition" },
  filter: { keys: ["/"], does: "Filter the list by text" },
  next: { keys: ["j"], does: "Next of the list" },
  previous: { keys: ["k"], does: "Previous of the list" },
  select: { keys: ["x"], does: "Select the account" },
  selectTo: { keys: ["X"], does: "Select all from the one selected last to this one" },
  open: { keys: ["Enter", "o"], does: "Open it" },
  typing: { keys: ["g y"], does: "Go to typing in" },
  log: { keys: ["l"], does: "Log a call, a meeting or a review" },
  pulse: { keys: ["p"], does: "Record a pulse" },
  plan: { keys: ["a"], does: "Open a plan for the account" },
  note: { keys: ["n"], does: "Write the note of a review" },
  asOf: { keys: ["d"], does: "Choose the date of the page" },
} as const satisfies Record<string, { readonly keys: readonly string[]; readonly does: string }>;

export type Shortcut = keyof typeof shortcuts;

export interface KeyPress {
  readonly key: string;
  readonly ctrl: boolean;
  /** In a field, letters are text. */
  readonly isTyping: boolean;
}

/** Those of the shell, which are there whatever page is shown. */
export const isEverywhere = (name: Shortcut): boolean => ["palette", "help", "log"].includes(name) || shortcuts[name].keys.some((key) => key.startsWith("g "));

/** How long a first key waits for its second. */
export const pairMs = 900;

/** Which shortcut a key completes, given the one before it if that was pressed just now. */
export function shortcutOf({ key, ctrl, isTyping }: KeyPress, before: string | undefined): Shortcut | undefined {
  if (ctrl) return key.toLowerCase() === "k" ? "palette" : undefined;
  if (isTyping) return undefined;
  const pair = before === undefined ? undefined : singles.get(`${before} ${key}`);
  return pair ?? singles.get(key);
}

/** Enter belongs to what has the focus, and keys with Ctrl are told apart above. */
const singles: ReadonlyMap<string, Shortcut> = new Map(
  Object.entries(shortcuts).flatMap(([name, { keys }]) => keys.filter((key) => key !== "Enter" && !key.startsWith("Ctrl")).map((key) => [key, name as Shortcut] as const)),
);
