import { fold } from "../lib/fold.ts";
import { compareText } from "../lib/text-order.ts";

interface Called {
  readonly user: string;
  readonly traits: Readonly<Record<string, unknown>>;
}

/** What somebody is looked for by, folded: id, name and e-mail address. */
const textsOf = ({ user, traits }: Called): readonly string[] => [user, traits["name"], traits["email"]].flatMap((text) => (typeof text === "string" ? [fold(text)] : []));

/** How well a folded text fits: 0 is exactly it, 1 its beginning, 2 the beginning of a word, 3 anything within; undefined where it doesn't. */
function fitOf(person: Called, text: string): number | undefined {
  const fits = textsOf(person).flatMap((own) => (!own.includes(text) ? [] : [own === text ? 0 : own.startsWith(text) ? 1 : own.includes(` ${text}`) ? 2 : 3]));
  return fits.length > 0 ? Math.min(...fits) : undefined;
}

/** Those who are called like a folded text, whom it fits best first; of equals by id. */
export function bestFirst<P extends Called>(people: readonly P[], text: string): readonly P[] {
  const fitting = people.flatMap((person) => {
    const fit = fitOf(person, text);
    return fit === undefined ? [] : [{ person, fit }];
  });
  return fitting.sort((left, right) => left.fit - right.fit || compareText(left.person.user, right.person.user)).map(({ person }) => person);
}
