/** The steps of importing files together, in their order. */
export const steps = ["files", "columns", "joins", "change"] as const;
export type Step = (typeof steps)[number];

export const stepOf = (word: string | undefined): Step => steps.find((step) => step === word) ?? "files";

/** Where files are looked at together: their ids in the order they were dropped, and the step. */
export function togetherAddress(
  workspace: string,
  { files, step = "files" }: { files: readonly string[]; step?: Step },
): string {
  const search = step === "files" ? "" : `&step=${step}`;
  return `/w/${workspace}/import/together?files=${files.join(",")}${search}`;
}
