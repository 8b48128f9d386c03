/** Words that name the outcome itself. */
const outcomeWords = /(^|[^a-z])(churn(ed)?|cancel(l?ed|lation)?|attrition|lost|exit(ed)?|terminat(ed|ion)|end_?date|close_?date|offboard(ed)?|downgrade_flag|renewed)([^a-z]|$)/i;

/** Whether a trait, event or metric is named after the outcome: `churn_flag`, `Cancelled`. */
export const namesOutcome = (name: string): boolean => outcomeWords.test(name);

/** Whether the value of a label says lost, as exports write it. */
export const saysLost = (value: string | number): boolean => (typeof value === "number" ? value > 0 : /^(yes|y|true|t|1|lost|churn(ed)?|cancel(l?ed)?|left|gone)$/i.test(value.trim()));
