import Link from "next/link";
import { Notice } from "../ui/notice";
import { type View, viewAddress } from "./view";

/** Why only some traits are here, where a whole table is large but one outcome is known of few, or hardly varies. */
export function SmallOutcomeNotice({ traits }: { traits: readonly string[] }) {
  return (
    <Notice className="mt-4" title="Few customers with this outcome">
      Under a hundred have it, or fewer than ten of one kind: chance alone would make patterns. Only the
      traits that are recorded best and differ most are tested here: {traits.join(", ")}.
    </Notice>
  );
}

/** Why only some traits are here, where a table is small. */
export function SmallNotice({
  page,
  view,
  lookedAt,
}: {
  page: string;
  view: View;
  lookedAt: readonly string[];
}) {
  return (
    <Notice className="mt-4" title="A small table, looked at carefully">
      With so few customers chance alone makes patterns, so only what you chose to look at is tested:{" "}
      {lookedAt.join(", ")}. Choosing again after having seen the answer finds what chance put there.{" "}
      <Link href={viewAddress(page, { ...view, traits: [], pattern: null })} className="prose-link">
        Choose again
      </Link>
    </Notice>
  );
}
