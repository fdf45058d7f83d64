import type { PastImport } from "#lib/import/report.ts";

/** One import as a person knows it: a file, or files that were imported together. */
export interface ImportGroup {
  readonly first: PastImport;
  readonly files: readonly PastImport[];
  readonly counts: Pick<
    PastImport["counts"],
    "rows" | "imported" | "skipped" | "accountsNew" | "accountsUpdated" | "problems"
  >;
}

const none = { rows: 0, imported: 0, skipped: 0, accountsNew: 0, accountsUpdated: 0, problems: 0 };

/** Imports with those of one set as one, each at the place of its first. */
export function groupImports(imports: readonly PastImport[]): ImportGroup[] {
  const groups = new Map<string, PastImport[]>();
  for (const one of imports) {
    const key = one.setId ?? one.id;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((files) => ({
    first: files[0]!,
    files: [...files].sort((a, b) => (a.fileName < b.fileName ? -1 : 1)),
    counts: files.reduce(
      (sum, { counts }) => ({
        rows: sum.rows + counts.rows,
        imported: sum.imported + counts.imported,
        skipped: sum.skipped + counts.skipped,
        accountsNew: sum.accountsNew + counts.accountsNew,
        accountsUpdated: sum.accountsUpdated + counts.accountsUpdated,
        problems: sum.problems + counts.problems,
      }),
      none,
    ),
  }));
}
