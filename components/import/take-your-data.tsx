import { Download } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "../ui/button";

/** The way out: everything that was brought, in files that the workshop takes in again without a change. */
export function TakeYourData({ workspace, setAside }: { workspace: string; setAside: string | null }) {
  const address = `/api/exports/${workspace}`;
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
      <div className="max-w-xl">
        <p>
          Customers with all their traits and outcomes, people, and what is set aside. Dropped above, here or
          in another workspace, such a file is taken in without a change.
        </p>
        <p className="mt-2 text-sm text-muted">
          <Link href={`/w/${workspace}/import/set-aside`} className="prose-link">
            {setAside === null ? "Nothing is set aside" : `${setAside} set aside`}
          </Link>
        </p>
      </div>
      <p className="flex flex-wrap gap-2">
        <a href={`${address}/xlsx`} download className={buttonClass()}>
          <Download aria-hidden="true" /> Excel
        </a>
        <a href={`${address}/csv`} download className={buttonClass()}>
          <Download aria-hidden="true" /> CSV, zipped
        </a>
      </p>
    </div>
  );
}
