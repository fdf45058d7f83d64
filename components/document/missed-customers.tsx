import Link from "next/link";
import { sayNumber } from "#lib/criteria/words.ts";

/** Good customers that the rules would have turned away: the price of the draft, by name. */
export function MissedCustomers({
  missed,
  accounts,
}: {
  missed: { count: number; some: readonly { id: string; name: string }[] };
  /** Where an account's page is; its id follows. */
  accounts: string;
}) {
  const { count, some } = missed;
  if (count === 0) return null;
  const more = count - some.length;
  return (
    <section className="mt-4 border-t border-line pt-3 text-sm">
      <h3 className="font-semibold">
        {count === 1 ? "1 good customer" : `${sayNumber(count)} good customers`} it would have rejected
      </h3>
      <p className="mt-0.5 text-muted">
        {some.map(({ id, name }, i) => (
          <span key={id}>
            {i > 0 && ", "}
            <Link href={`${accounts}/${id}`} className="prose-link">
              {name}
            </Link>
          </span>
        ))}
        {more > 0 && `, ${sayNumber(more)} more`}
      </p>
    </section>
  );
}
