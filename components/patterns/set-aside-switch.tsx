import Link from "next/link";
import { saySetAside } from "./say-set-aside";

interface SetAsideSwitchProps {
  /** How many accounts people have set aside. */
  setAside: number;
  /** And how many single rows, such as deals. */
  rows: number;
  shown: boolean;
  /** The same view the other way round; null where it is always without them. */
  other: string | null;
  /** Where they are listed, with who set them aside and why. */
  list: string;
}

/** Says that accounts are left out, and leads to the same view with them. Nothing where none is. */
export function SetAsideSwitch({ setAside, rows, shown, other, list }: SetAsideSwitchProps) {
  const words = saySetAside(setAside, rows);
  if (words === null) return null;
  return (
    <p className="mt-3 text-sm text-muted">
      <Link href={list} className="hover:underline">
        {words} set aside
      </Link>
      {shown ? ", counted here" : ""}
      {other && (
        <>
          {" "}
          ·{" "}
          <Link href={other} scroll={false} prefetch={false} className="prose-link">
            {shown ? "leave them out" : "show with them"}
          </Link>
        </>
      )}
    </p>
  );
}
