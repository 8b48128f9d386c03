import type { ColumnType } from "kysely";
import type { Role, Scope } from "../../contract/access.ts";
import type { InsightKind, InsightState } from "../../contract/insights.ts";
import type { GoalMeasure } from "../../plans/company-goal.ts";
import type { VersionSource } from "../../engine/versions.ts";
import type { PlanState, StepState } from "../../plans/plan.ts";
import type { Band } from "../../scores/bands.ts";

/** Read as Date, written as the instant's Date. */
type Timestamp = ColumnType<Date, Date, Date>;
type Perhaps<T> = ColumnType<T | null, T | null | undefined, T | null>;
type PerhapsTimestamp = ColumnType<Date | null, Date | null | undefined, Date | null>;

export interface WorkspaceTable {
  readonly id: string;
  readonly name: string;
  readonly created_at: Timestamp;
}

export interface TeammateTable {
  readonly id: string;
  readonly workspace: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly books: ColumnType<string[], string[], string[]>;
  readonly created_at: Timestamp;
}

export interface InvitationTable {
  readonly id: string;
  readonly workspace: string;
  readonly email: string;
  readonly role: Role;
  readonly books: ColumnType<string[], string[], string[]>;
  readonly sha256: string;
  readonly invited_by: string;
  readonly created_at: Timestamp;
  readonly expires_at: Timestamp;
}

export interface ApiKeyTable {
  readonly id: string;
  readonly workspace: string;
  readonly kind: "write" | "read";
  readonly name: string;
  readonly prefix: string;
  readonly sha256: string;
  readonly accepts_vocabulary: boolean;
  readonly scopes: ColumnType<Scope[], Scope[], Scope[]>;
  readonly created_by: Perhaps<string>;
  readonly created_at: Timestamp;
  readonly expires_at: PerhapsTimestamp;
  readonly revoked_at: PerhapsTimestamp;
  readonly last_used_at: PerhapsTimestamp;
}

export interface PackVersionTable {
  readonly workspace: string;
  readonly number: number;
  readonly version: string;
  readonly author: string;
  readonly message: string;
  readonly applied_at: Timestamp;
  readonly files: string;
  readonly source: VersionSource;
  readonly rewrites_history: boolean;
}

export interface PlanTable {
  readonly id: string;
  readonly workspace: string;
  readonly account: string;
  readonly name: string;
  readonly reason: string;
  readonly owner: string;
  readonly state: PlanState;
  readonly template: Perhaps<string>;
  readonly started_at: Timestamp;
  readonly started_by: string;
  readonly start_score: Perhaps<number>;
  readonly start_band: Band;
  readonly closed_at: PerhapsTimestamp;
  readonly closed_by: Perhaps<string>;
  readonly result: Perhaps<string>;
  readonly end_score: Perhaps<number>;
  readonly end_band: Perhaps<Band>;
}

export interface PlanStepTable {
  readonly plan: string;
  readonly id: string;
  readonly place: number;
  readonly text: string;
  readonly owner: string;
  /** A day, as text. */
  readonly due: string;
  readonly state: StepState;
  readonly done_at: PerhapsTimestamp;
  readonly done_by: Perhaps<string>;
}

export interface PlanReviewTable {
  readonly plan: string;
  readonly id: string;
  readonly at: Timestamp;
  readonly author: string;
  readonly note: string;
  readonly score: Perhaps<number>;
  readonly band: Band;
}

export interface CompanyGoalTable {
  readonly id: string;
  readonly workspace: string;
  readonly measure: GoalMeasure;
  readonly target: number;
  readonly owner: string;
  /** A day, as text. */
  readonly due: string;
  readonly note: Perhaps<string>;
  readonly baseline: Perhaps<number>;
  readonly started_at: Timestamp;
  readonly started_by: string;
  readonly removed_at: PerhapsTimestamp;
}

export interface PortfolioViewTable {
  readonly id: string;
  readonly workspace: string;
  /** Null once whoever kept it has left; then only a shared one is left. */
  readonly teammate: Perhaps<string>;
  readonly kept_by: string;
  readonly name: string;
  readonly search: string;
  readonly is_shared: boolean;
  readonly changed_at: Timestamp;
  readonly removed_at: PerhapsTimestamp;
}

export interface FirstViewTable {
  readonly teammate: string;
  readonly view: string;
}

export interface InsightRunTable {
  readonly id: string;
  readonly workspace: string;
  readonly kind: InsightKind;
  readonly state: InsightState;
  readonly asked_at: Timestamp;
  readonly asked_by: string;
  readonly ended_at: PerhapsTimestamp;
  readonly version: string;
  readonly version_number: Perhaps<number>;
  readonly past_from: PerhapsTimestamp;
  readonly past_to: PerhapsTimestamp;
  readonly problem: Perhaps<string>;
  readonly headline: Perhaps<string>;
  readonly result: Perhaps<string>;
}

export interface InsightAccountTable {
  readonly run: string;
  readonly workspace: string;
  readonly account: string;
}

/** Our own tables; those of the sign-in library are known to it alone. */
export interface Tables {
  readonly workspaces: WorkspaceTable;
  readonly teammates: TeammateTable;
  readonly invitations: InvitationTable;
  readonly api_keys: ApiKeyTable;
  readonly pack_versions: PackVersionTable;
  readonly plans: PlanTable;
  readonly plan_steps: PlanStepTable;
  readonly plan_reviews: PlanReviewTable;
  readonly company_goals: CompanyGoalTable;
  readonly portfolio_views: PortfolioViewTable;
  readonly first_views: FirstViewTable;
  readonly insight_runs: InsightRunTable;
  readonly insight_accounts: InsightAccountTable;
  readonly migrations: { readonly name: string; readonly applied_at: ColumnType<Date, never, never> };
}
