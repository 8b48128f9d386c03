import type { Kind } from "../mapping.ts";
import type { ColumnType } from "./profile.ts";

/** How the columns of a field tend to be called, and what they hold. */
export interface FieldHint {
  readonly field: string;
  readonly names: RegExp;
  readonly types: readonly ColumnType[];
  readonly needed?: true;
  /** Its values come again from row to row. */
  readonly repeats?: true;
}

export interface KindHint {
  readonly kind: Kind;
  /** How files of the kind tend to be called. */
  readonly files: RegExp;
  readonly fields: readonly FieldHint[];
}

const any: readonly ColumnType[] = ["text", "number", "boolean"];
const anyText: readonly ColumnType[] = ["text", "number"];
const date: readonly ColumnType[] = ["date"];
const number: readonly ColumnType[] = ["number"];

const accountNames = /^(account|company|customer|organi[sz]ation|org|client|tenant)(_?(id|key|no|number))?$/;
const userNames = /^(user|contact|member|person|visitor|requester|author)(_?(id|key))?$/;
const account: FieldHint = { field: "account", names: accountNames, types: anyText };
const user: FieldHint = { field: "user", names: userNames, types: anyText };
const time: FieldHint = { field: "time", names: /(^|_)(time|timestamp|date|at|on|day|occurred|created|sent|logged)$/, types: date, needed: true };
/** Often not in the file; then another one may tell. */
const begin: FieldHint = { field: "time", names: /sign_?up|creat|since|joined|registered|start|first_seen|added/, types: date };

/** Kinds in the order of trust: the first that a file's name or columns fit is proposed. */
export const kindHints: readonly KindHint[] = [
  {
    kind: "tickets",
    files: /ticket|case|conversation|issue|support/,
    fields: [
      { field: "ticket", names: /^((ticket|case|conversation|issue)_?)?(id|number|key)$/, types: anyText, needed: true },
      account,
      user,
      { field: "opened", names: /open|creat|submit|received|start/, types: date, needed: true },
      { field: "closed", names: /clos|solved|resolved/, types: date },
      { field: "priority", names: /priority|severity|urgency/, types: any },
    ],
  },
  {
    kind: "surveys",
    files: /survey|nps|csat|feedback|response/,
    fields: [account, user, time, { field: "score", names: /score|rating|nps|csat|answer/, types: number, needed: true }, { field: "touchpoint", names: /touch_?point|survey|campaign/, types: anyText }],
  },
  {
    kind: "outcomes",
    files: /churn|outcome|cancel|renewals?(_|\.|$)/,
    fields: [account, time, { field: "outcome", names: /^(outcome|result|status)$/, types: ["text"] }, { field: "reason", names: /reason/, types: anyText }],
  },
  {
    kind: "contracts",
    files: /subscription|contract|deal|order|billing|licen[cs]e/,
    fields: [
      { field: "contract", names: /^((subscription|contract|deal|order|licen[cs]e)_?)?(id|key|number)$/, types: anyText },
      { ...account, needed: true },
      { field: "start", names: /start|begin|from|effective/, types: date, needed: true },
      { field: "end", names: /end|until|expir|renewal|cancel|terminat/, types: ["date", "empty"] },
      { field: "mrr", names: /mrr|monthly/, types: number },
      { field: "arr", names: /arr|annual|yearly/, types: number },
      { field: "seats", names: /seats?$|quantity|licen[cs]es/, types: number },
      { field: "currency", names: /currency/, types: ["text"] },
      { field: "product", names: /product|plan/, types: anyText },
    ],
  },
  {
    kind: "users",
    files: /user|contact|people|person|member/,
    fields: [
      { field: "user", names: /^((user|contact|member|person)_?)?id$/, types: anyText, needed: true },
      account,
      begin,
      { field: "role", names: /^(user_?)?role$|job_?title|position/, types: ["text"] },
      { field: "email", names: /e_?mail/, types: ["text"] },
      { field: "name", names: /^(full_?|user_?|contact_?)?name$/, types: ["text"] },
    ],
  },
  {
    kind: "accounts",
    files: /account|compan|customer|organi[sz]ation|client/,
    fields: [
      { field: "account", names: new RegExp(`${accountNames.source}|^id$`), types: anyText, needed: true },
      begin,
      { field: "name", names: /^((account|company|customer|organi[sz]ation)_?)?name$/, types: anyText },
      { field: "domain", names: /domain|website/, types: ["text"] },
      { field: "parent", names: /parent/, types: anyText },
      { field: "owner", names: /owner|csm|account_?manager/, types: anyText },
    ],
  },
  {
    kind: "interactions",
    files: /meeting|call|e_?mail|engagement|activit|interaction/,
    fields: [account, time, { field: "channel", names: /channel|type|kind/, types: ["text"], needed: true }, { field: "direction", names: /direction/, types: ["text"] }, { field: "teammate", names: /owner|teammate|csm|agent/, types: anyText }],
  },
  {
    kind: "events",
    files: /event|usage|track|log|feature|action|click|session/,
    fields: [account, user, time, { field: "name", names: /^(event|feature|action|activity)(_?(name|type|type_id|id))?$|^(name|type|type_id)$/, types: any, needed: true, repeats: true }],
  },
];
