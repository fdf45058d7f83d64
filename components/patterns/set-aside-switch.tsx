import Link from "next/link";
import { formatCounted } from "#lib/analysis/format.ts";

interface SetAsideSwitchProps {
  /** How many accounts people have set aside. */
  setAside: number;
  /** And how many single rows, such as deals. */
  rows: number;
  shown: boolean;
  /** The same view the other way round. */
  other: string;
  /** Where they are listed, with who set them aside and why. */
  list: string;
}

/** Says that accounts are left out, and leads to the same view with them. Nothing where none is. */
export function SetAsideSwitch({ setAside, rows, shown, other, list }: SetAsideSwitchProps) {
  if (setAside === 0 && rows === 0) return null;
  const words = [
    setAside > 0 && formatCounted(setAside, "account"),
    rows > 0 && formatCounted(rows, "single deal"),
  ].filter(Boolean);
  return (
    <p className="mt-3 text-sm text-muted">
      <Link href={list} className="hover:underline">
        {words.join(" and ")} set aside
      </Link>
      {shown ? ", counted here" : ""} ·{" "}
      <Link href={other} scroll={false} prefetch={false} className="prose-link">
        {shown ? "leave them out" : "show with them"}
      </Link>
    </p>
  );
}
