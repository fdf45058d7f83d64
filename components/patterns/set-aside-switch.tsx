import Link from "next/link";
import { formatCounted } from "#lib/analysis/format.ts";

interface SetAsideSwitchProps {
  /** How many accounts people have set aside. */
  setAside: number;
  shown: boolean;
  /** The same view the other way round. */
  other: string;
  /** Where they are listed, with who set them aside and why. */
  list: string;
}

/** Says that accounts are left out, and leads to the same view with them. Nothing where none is. */
export function SetAsideSwitch({ setAside, shown, other, list }: SetAsideSwitchProps) {
  if (setAside === 0) return null;
  return (
    <p className="mt-3 text-sm text-muted">
      <Link href={list} className="hover:underline">
        {formatCounted(setAside, "account")} set aside
      </Link>
      {shown ? ", counted here" : ""} ·{" "}
      <Link href={other} scroll={false} prefetch={false} className="prose-link">
        {shown ? "leave them out" : "show with them"}
      </Link>
    </p>
  );
}
