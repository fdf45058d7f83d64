import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { OutcomeFindings, Pattern } from "#lib/analysis/finding.ts";
import { formatCount, formatCounted, formatExact, formatNumber, keepPercents } from "#lib/analysis/format.ts";
import { patternSentence } from "#lib/analysis/sentence.ts";
import { sayDate } from "#lib/criteria/words.ts";
import { ButtonLink } from "../ui/button-link";
import { PageHeader } from "../ui/page-header";
import { Table, Td, Th } from "../ui/table";
import { outcomeName, outcomeWord } from "./headline";
import { type View, viewAddress } from "./view";

interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly domain: string | null;
  readonly value: number | null;
  readonly months: number | null;
  readonly startedOn: string | null;
}

interface AccountsBehindProps {
  workspace: string;
  view: View;
  behind: {
    accounts: readonly AccountRow[];
    total: number;
    page: number;
    pages: number;
    findings: OutcomeFindings;
    pattern: Pattern;
  };
}

/** The very accounts a mark counts, each with its outcome. */
export function AccountsBehindPage({ workspace, view, behind }: AccountsBehindProps) {
  const { accounts, total, findings, pattern } = behind;
  const patterns = `/w/${workspace}/patterns`;
  const hasDates = accounts.some(({ startedOn }) => startedOn !== null);
  const hasMonths = accounts.some(({ months }) => months !== null);
  return (
    <>
      <PageHeader
        back={
          <Link href={viewAddress(patterns, view)} className="prose-link">
            Back to the pattern
          </Link>
        }
        title={`${formatCounted(total, "account")}: ${pattern.attribute} ${pattern.level}`}
        summary={keepPercents(patternSentence(pattern, findings))}
      />
      <Table caption={`Accounts behind ${pattern.attribute} ${pattern.level}`} hideCaption>
        <thead>
          <tr>
            <Th>Account</Th>
            <Th>Domain</Th>
            <Th figure={findings.measure === "mean"}>{outcomeName(findings.outcome)}</Th>
            {hasMonths && <Th figure>Months followed</Th>}
            {hasDates && <Th figure>Customer since</Th>}
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr key={account.id}>
              <Th scope="row">
                <Link href={`/w/${workspace}/accounts/${account.id}`} prefetch={false} className="prose-link">
                  {account.name}
                </Link>
              </Th>
              <Td className="text-muted">{account.domain ?? ""}</Td>
              {findings.measure === "mean" ? (
                <Td figure>{account.value === null ? "too early" : formatExact(account.value)}</Td>
              ) : (
                <Td className={account.value === 1 ? "text-good" : "text-poor"}>
                  {outcomeWord(findings.outcome, account.value === 1)}
                </Td>
              )}
              {hasMonths && <Td figure>{account.months === null ? "" : formatNumber(account.months)}</Td>}
              {hasDates && <Td figure>{account.startedOn && sayDate(account.startedOn)}</Td>}
            </tr>
          ))}
        </tbody>
      </Table>
      <Pages address={viewAddress(`${patterns}/accounts`, view)} page={behind.page} pages={behind.pages} />
    </>
  );
}

function Pages({ address, page, pages }: { address: string; page: number; pages: number }) {
  if (pages === 1) return null;
  return (
    <nav aria-label="Pages" className="mt-4 flex items-center gap-3">
      {page > 1 && (
        <ButtonLink size="sm" href={`${address}&page=${page - 1}`} prefetch={false}>
          <ChevronLeft aria-hidden="true" />
          Previous
        </ButtonLink>
      )}
      <span className="text-sm text-muted tabular-nums">
        Page {formatCount(page)} of {formatCount(pages)}
      </span>
      {page < pages && (
        <ButtonLink size="sm" href={`${address}&page=${page + 1}`} prefetch={false}>
          Next
          <ChevronRight aria-hidden="true" />
        </ButtonLink>
      )}
    </nav>
  );
}
