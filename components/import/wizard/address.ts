/** The steps of an import, in their order. */
const allSteps = ["files", "columns", "joins", "change"] as const;
export type Step = (typeof allSteps)[number];

/** Those there are; where there is nothing to join, nothing of it is asked. */
export const stepsOf = (isJoined: boolean): readonly Step[] =>
  allSteps.filter((step) => isJoined || step !== "joins");

/** Where files are looked at: their ids in the order they were dropped, and the step, or the import on its way. */
export function importAddress(
  workspace: string,
  { files, step = "files", running }: { files: readonly string[]; step?: Step; running?: string },
): string {
  const search = running !== undefined ? `&running=${running}` : step === "files" ? "" : `&step=${step}`;
  return `/w/${workspace}/import/new?files=${files.join(",")}${search}`;
}
