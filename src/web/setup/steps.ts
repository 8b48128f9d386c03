/** The way from files to a first portfolio. Each step has its own address; none has to be done before another can be looked at. */
export const steps = [
  { id: "files", name: "Files", lead: "Upload what your systems export: who your customers are, their contracts, and what they did." },
  { id: "meaning", name: "What they mean", lead: "What each file and column seems to be. Correct what is wrong; nothing is imported before every question is settled." },
  { id: "import", name: "Import", lead: "Rows become facts of the log. Importing the same files again changes nothing." },
  { id: "match", name: "Match", lead: "Systems call the same customer by different ids. Nothing is matched until you say so, and each decision can be taken back." },
  { id: "definition", name: "Health definition", lead: "Choose among the metrics that your data can feed, and part the accounts into bands." },
  { id: "people", name: "People", lead: "Say who decides and who drives it at your customers." },
  { id: "team", name: "Team", lead: "Invite those who look after customers, each with a role and a book of accounts." },
] as const;

type Step = (typeof steps)[number];
export type StepId = Step["id"];

/** The step of this name; undefined where there is none. */
export const stepOf = (text: string): Step | undefined => steps.find(({ id }) => id === text);

/** The step behind one; undefined behind the last. */
export const stepAfter = (id: StepId): Step | undefined => steps[steps.findIndex((step) => step.id === id) + 1];
