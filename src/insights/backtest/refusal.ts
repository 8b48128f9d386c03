/** What is known about outcomes before anything is computed. */
export interface OutcomeSupply {
  /** Outcomes with a date. */
  readonly dated: number;
  /** Accounts that carry a label such as "churned: yes" and no date of when. */
  readonly labelledWithoutDate: number;
  /** What carries the label. */
  readonly label?: string;
  /** Distinct instants at which anything was measured. */
  readonly instants: number;
}

/** Why a point-in-time backtest is impossible with this data; undefined when it is possible. */
export function refusal({ dated, labelledWithoutDate, label, instants }: OutcomeSupply): string | undefined {
  if (dated === 0 && labelledWithoutDate > 0) {
    return `refused: ${labelledWithoutDate} accounts are labelled as lost or kept${label === undefined ? "" : ` (\`${label}\`)`}, but nothing says when. Without dates no one can tell what was known before the loss from what was recorded because of it. Import the date of each outcome, or contracts with their ends.`;
  }
  if (dated === 0) return "refused: there are no outcomes. Import contracts with their ends, or outcomes with their dates.";
  if (instants < 2) return "refused: everything is dated at one instant, so nothing lies before anything else. Import events with the dates on which they happened.";
  return undefined;
}
