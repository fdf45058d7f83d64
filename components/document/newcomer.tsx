"use client";

import { ButtonLink } from "../ui/button-link";
import { Empty } from "../ui/empty";
import { useDraftView } from "./draft-context";

/** What the document says while nothing stands in it. */
export function Newcomer() {
  const { snapshot, links, mayEdit } = useDraftView();
  return (
    <div className="mt-8">
      <Empty
        title="No criterion yet"
        actions={
          mayEdit &&
          (snapshot ? (
            <ButtonLink href={links.patterns} variant="primary">
              Look at the patterns
            </ButtonLink>
          ) : (
            <ButtonLink href={links.import} variant="primary">
              Import a table
            </ButtonLink>
          ))
        }
      >
        {mayEdit
          ? "Put a pattern here from Patterns, or write the first criterion below."
          : "Nobody has put a pattern here or written a criterion yet."}
      </Empty>
    </div>
  );
}
