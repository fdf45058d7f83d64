import { formatCount } from "#lib/analysis/format.ts";
import { ButtonLink } from "../ui/button-link";
import { Notice } from "../ui/notice";
import { Table, Td, Th } from "../ui/table";
import { type AuditEntryShown, auditMarks, auditSentence } from "./audit-sentence";
import { Moment } from "./moment";

export interface AuditTrailProps {
  lines: readonly (AuditEntryShown & { seq: number; at: string; who: string })[];
  total: number;
  brokenAt: number | null;
  page: number;
  pages: number;
}

/** Who did what, and whether the chain of entries still holds. */
export function AuditTrail({ lines, total, brokenAt, page, pages }: AuditTrailProps) {
  return (
    <div className="grid gap-4">
      <Verified total={total} brokenAt={brokenAt} />
      <Table caption="Entries, newest first">
        <thead>
          <tr>
            <Th figure>No.</Th>
            <Th className="hidden sm:table-cell">When</Th>
            <Th className="hidden sm:table-cell">Who</Th>
            <Th>What</Th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.seq}>
              <Td figure>{line.seq}</Td>
              <Td className="hidden whitespace-nowrap sm:table-cell">
                <Moment at={line.at} time />
              </Td>
              <Td className="hidden max-w-48 min-w-32 wrap-anywhere sm:table-cell">{line.who}</Td>
              <Td className="w-full wrap-anywhere">
                <p>{auditSentence(line)}</p>
                <p className="text-xs text-muted first-letter:uppercase">{auditMarks(line)}</p>
                {/* A phone has no room for columns. */}
                <p className="text-muted sm:hidden">
                  {line.who}, <Moment at={line.at} time />
                </p>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <Pages page={page} pages={pages} />
    </div>
  );
}

function Verified({ total, brokenAt }: Pick<AuditTrailProps, "total" | "brokenAt">) {
  if (brokenAt === null) {
    return (
      <Notice tone="good">
        All {formatCount(total)} entries follow from one another: none was changed and none is missing, the
        last included.
      </Notice>
    );
  }
  return (
    <Notice tone="error" title="The trail does not hold">
      {brokenAt > total
        ? `Entry ${brokenAt} is missing: the trail was cut off after entry ${total}.`
        : `Entry ${brokenAt} was changed, or is not the one that was written there.`}{" "}
      Somebody changed the database behind the workshop's back.
    </Notice>
  );
}

function Pages({ page, pages }: Pick<AuditTrailProps, "page" | "pages">) {
  if (pages === 1) return null;
  return (
    <nav aria-label="Pages of the trail" className="flex items-center gap-3">
      {page > 1 && <ButtonLink href={`?page=${page - 1}`}>Newer</ButtonLink>}
      <span className="text-sm text-muted">
        Page {page} of {pages}
      </span>
      {page < pages && <ButtonLink href={`?page=${page + 1}`}>Older</ButtonLink>}
    </nav>
  );
}
