import type { Actor } from "#lib/server/actor.ts";
import { loadSpellings } from "#lib/server/queries/spellings.ts";
import { Spellings } from "../../../../../components/import/spellings";
import { answerSpelling, undoSpelling } from "../actions";

/** Looks through all values of the data: the page does not wait for it. */
export async function SpellingsFound({ actor }: { actor: Actor }) {
  const { offers, said } = await loadSpellings(actor);
  const { slug } = actor.workspace;
  return (
    <Spellings
      offers={offers}
      said={said}
      answer={answerSpelling.bind(null, slug)}
      undo={undoSpelling.bind(null, slug)}
    />
  );
}
