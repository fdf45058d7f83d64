import { inSentence, sayDate, startSentence } from "#lib/criteria/words.ts";
import { count, nameTeams, type PathStep, pathSteps, type Room, type Standing } from "#lib/icp/next-step.ts";
import { sayAge } from "#lib/icp/say-age.ts";

/** What the path shows beyond what the next step is decided on. Dates are ISO. */
export interface PathFacts extends Standing {
  readonly files: number;
  readonly lastImportOn: string | null;
  /** The outcomes of the good-customer definition, in words. */
  readonly outcomes: readonly string[];
  /** The version that has this very definition, if any. */
  readonly definitionAgreedIn: number | null;
  readonly examined: number | null;
  readonly thingsToMend: number;
  readonly draftEditedOn: string | null;
  readonly proposedOn: string | null;
  readonly publishedOn: string | null;
}

export interface PathLine {
  readonly step: PathStep;
  readonly name: string;
  readonly state: "done" | "current" | "ahead";
  /** What is there, and below it how old it is or who is waited for. */
  readonly figure: string;
  readonly note: string;
  readonly room: Room;
}

/** The six steps from data to version, left to right; `current` is the step that is being worked on. */
export function pathOf(facts: PathFacts, current: PathStep, today: string): readonly PathLine[] {
  const at = pathSteps.indexOf(current);
  return pathSteps.map((step, i) => ({
    step,
    state: i < at ? "done" : i === at ? "current" : "ahead",
    ...lines[step](facts, today),
  }));
}

type Line = Pick<PathLine, "name" | "figure" | "note" | "room">;

const lines: Record<PathStep, (facts: PathFacts, today: string) => Line> = {
  data: dataLine,
  "good customer": definitionLine,
  patterns: patternsLine,
  draft: draftLine,
  approvals: approvalsLine,
  version: versionLine,
};

function dataLine({ customers, files, lastImportOn }: PathFacts, today: string): Line {
  const age = lastImportOn ? `, ${sayAge(lastImportOn, today)}` : "";
  return {
    name: "Data",
    figure: customers === 0 ? "no customers yet" : count(customers, "account"),
    note: files === 0 ? "" : `${count(files, "file")}${age}`,
    room: "import",
  };
}

function definitionLine({ definition, outcomes, definitionAgreedIn }: PathFacts): Line {
  const agreed = definitionAgreedIn === null ? "not agreed yet" : `agreed in version ${definitionAgreedIn}`;
  return {
    name: "Good customer",
    figure: definition
      ? nameTeams(outcomes.map((one, i) => (i === 0 ? one : inSentence(one))))
      : "not said yet",
    note: definition ? agreed : "",
    room: "good customer",
  };
}

function patternsLine({ supported, examined, customers }: PathFacts): Line {
  const hold =
    supported === null ? "not looked at yet" : `${supported} ${supported === 1 ? "holds" : "hold"}`;
  return {
    name: "Patterns",
    figure: customers === 0 ? "none yet" : hold,
    note: supported === null || examined === null ? "" : `of ${count(examined, "pattern")} examined`,
    room: "patterns",
  };
}

function draftLine({ criteria, thingsToMend, draftEditedOn }: PathFacts, today: string): Line {
  if (criteria === 0) return { name: "Draft", figure: "empty", note: "", room: "document" };
  const mend = thingsToMend === 0 ? "nothing to mend" : `${count(thingsToMend, "thing")} to mend`;
  return {
    name: "Draft",
    figure: count(criteria, "criterion", "criteria"),
    note: draftEditedOn ? `${mend}, edited ${sayAge(draftEditedOn, today)}` : mend,
    room: "document",
  };
}

function approvalsLine({ proposal, proposedOn, version }: PathFacts, today: string): Line {
  const name = "Approvals";
  if (!proposal) {
    const figure = version ? `given for version ${version.number}` : "nobody asked yet";
    return { name, figure, note: "", room: version ? "versions" : "proposal" };
  }
  const said = proposal.teams.filter((one) => one.decision !== null);
  const waiting = proposal.teams.filter((one) => one.decision === null).map((one) => one.team);
  const since = proposedOn ? sayAge(proposedOn, today) : "";
  return {
    name,
    figure:
      said.length === 0
        ? `${count(waiting.length, "team")} to decide`
        : said
            .map((one) => `${startSentence(one.team)} ${one.decision === "approve" ? "✓" : "✗"}`)
            .join("  "),
    note: waiting.length === 0 ? "all have spoken" : `${nameTeams(waiting)}, asked ${since}`,
    room: "proposal",
  };
}

function versionLine({ version, publishedOn, proposal, edits }: PathFacts, today: string): Line {
  const next = proposal !== null || edits > 0;
  if (!version) return { name: "Version 1", figure: "not yet", note: "", room: "versions" };
  if (next) {
    const note = `version ${version.number} stands`;
    return { name: `Version ${version.number + 1}`, figure: "not yet", note, room: "versions" };
  }
  return {
    name: `Version ${version.number}`,
    figure: publishedOn ? sayDate(publishedOn) : "published",
    note: publishedOn ? sayAge(publishedOn, today) : "",
    room: "version",
  };
}

/** The sentence below the headline: since when the proposal waits, and what everybody sees meanwhile. */
export function summaryOf(facts: PathFacts): string {
  const { proposal, version, proposedOn } = facts;
  const stands = version ? `Version ${version.number} is what everybody sees today.` : "";
  if (!proposal) return version && facts.edits > 0 ? stands : "";
  const waiting = proposal.teams.filter((one) => one.decision === null).length;
  const asked = proposedOn ? `Proposal of ${sayDate(proposedOn)}` : "The proposal";
  const waits = waiting === 0 ? "has every answer." : `waits for ${count(waiting, "approval")}.`;
  return `${asked} ${waits} ${stands}`.trim();
}
