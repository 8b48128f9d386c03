import { plain } from "./match-kind.ts";
import type { ColumnProfile, TableProfile } from "./profile.ts";

/** How a column's values can be looked up in another file. */
export interface Join {
  readonly column: string;
  readonly file: string;
  readonly key: string;
  readonly value: string;
}

/** At least this share of a column's values has to be found in the other file. */
const minOverlap = 0.8;

/** A column whose values are the unique key of another file that has a column of the wanted kind. */
export function findJoin(from: TableProfile, others: readonly TableProfile[], wanted: (column: ColumnProfile) => boolean): Join | undefined {
  const joins = from.columns.flatMap((column) =>
    others.flatMap((other) => {
      const key = other.columns.find((candidate) => candidate.unique && sameThing(column, candidate, other) && overlap(column, candidate) >= minOverlap);
      const value = key && other.columns.find((candidate) => candidate !== key && wanted(candidate));
      return value ? [{ column: column.name, file: other.file, key: key.name, value: value.name }] : [];
    }),
  );
  return joins[0];
}

/** Numbers overlap with any other numbers, so the names have to say that the columns are about the same thing. */
function sameThing(column: ColumnProfile, key: ColumnProfile, of: TableProfile): boolean {
  const [one, other] = [plain(column.name), plain(key.name)];
  return one === other || (other === "id" && plain(of.file).includes(one.replace(/_?id$/, "")) && one.replace(/_?id$/, "") !== "");
}

function overlap(column: ColumnProfile, key: ColumnProfile): number {
  const known = [...column.values].filter((value) => key.values.has(value)).length;
  return known / Math.max(column.values.size, 1);
}
