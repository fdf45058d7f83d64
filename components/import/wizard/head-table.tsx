import { ChevronRight } from "lucide-react";
import type { FileUnderstood } from "#lib/import/import-set.ts";
import { Table, Td, Th } from "../../ui/table";

const columnsShown = 30;

/** The first rows as they stand in the file: the quickest way to see whether it was opened the right way. */
export function HeadTable({
  file: { fileName, columns, head },
  isOpen,
}: {
  file: FileUnderstood;
  isOpen: boolean;
}) {
  if (head.length === 0) return null;
  const shown = columns.slice(0, columnsShown);
  const hidden = columns.length - shown.length;
  return (
    <details className="group mt-1" open={isOpen}>
      <summary className="flex w-fit items-center gap-1 text-sm text-muted hover:text-ink">
        <ChevronRight aria-hidden="true" className="size-4 transition-transform group-open:rotate-90" />
        The first rows<span className="sr-only"> of {fileName}</span>
      </summary>
      <Table caption={`The first rows of ${fileName}`} hideCaption className="mt-2">
        <thead>
          <tr>
            <Th figure className="w-px">
              Row
            </Th>
            {shown.map(({ heading }) => (
              <Th key={heading} className="whitespace-nowrap">
                {heading}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {head.map(({ number, cells }) => (
            <tr key={number}>
              <Td figure className="text-muted">
                {number}
              </Td>
              {shown.map(({ heading }, i) => (
                <Td key={heading} className="max-w-56 truncate whitespace-nowrap">
                  {cells[i]}
                </Td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
      {hidden > 0 && <p className="mt-1 text-sm text-muted">And {hidden} further columns.</p>}
    </details>
  );
}
