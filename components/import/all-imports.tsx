import Link from "next/link";

/** The way back from whatever is one import. */
export function AllImports({ workspace }: { workspace: string }) {
  return (
    <Link href={`/w/${workspace}/import`} className="prose-link">
      All imports
    </Link>
  );
}
