import { PageHeader } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";

const rows = Array.from({ length: 12 }, (_, row) => row);

/** While the analysis runs: once for every change of the data or of the definition. */
export function WorkingOut() {
  return (
    <div role="status">
      <PageHeader
        title="Patterns"
        summary="Comparing every trait with every outcome. The next time it is at once."
      />
      <div className="mt-10 space-y-3.5">
        {rows.map((row) => (
          <div key={row} className="grid grid-cols-[1fr_2fr_1fr] gap-6">
            <Skeleton className="h-4.5" />
            <Skeleton className="h-4.5" />
            <Skeleton className="h-4.5" />
          </div>
        ))}
      </div>
    </div>
  );
}
