/** The steps of importing files together, in their order. */
export const steps = ["files", "columns", "joins", "change"] as const;
export type Step = (typeof steps)[number];

export const stepOf = (word: string | undefined): Step => steps.find((step) => step === word) ?? "files";

/** Where files are looked at together: their ids in the order they were dropped, and the step, or the set on its way. */
export function togetherAddress(
  workspace: string,
  { files, step = "files", set }: { files: readonly string[]; step?: Step; set?: string },
): string {
  const search = set !== undefined ? `&set=${set}` : step === "files" ? "" : `&step=${step}`;
  return `/w/${workspace}/import/together?files=${files.join(",")}${search}`;
}
