"use client";

import { useState } from "react";
import { formatCounted, formatWholePercent } from "#lib/analysis/format.ts";
import { changeColumn, giveRole } from "#lib/import/change-mapping.ts";
import { type ColumnMapping, columnRoles, type Mapping, type MappingProblem } from "#lib/import/mapping.ts";
import type { ColumnProfile } from "#lib/import/profile.ts";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { ChoiceSelect } from "./choice-select";
import { ColumnLine } from "./column-line";
import { ColumnSettings } from "./column-settings";
import { roleWords } from "./words";

/** Very wide files show this many columns first; hundreds of selects at once make a phone slow. */
const shownFirst = 60;

interface ColumnListProps {
  mapping: Mapping;
  /** As it was when the page opened: a column that somebody has changed since is no longer doubtful. */
  first: Mapping;
  profiles: readonly ColumnProfile[];
  doubts: readonly (string | null)[];
  problems: readonly MappingProblem[];
  change: (mapping: Mapping) => void;
}

/** Every column with what it was taken for; the doubtful ones say why and stand out. */
export function ColumnList({ mapping, first, profiles, doubts, problems, change }: ColumnListProps) {
  const [onlyDoubtful, setOnlyDoubtful] = useState(false);
  const [all, setAll] = useState(false);
  const remarks = mapping.columns.map((column, i) => {
    const doubt = column === first.columns[i] ? (doubts[i] ?? null) : null;
    return problems.find((problem) => problem.column === i)?.sentence ?? doubt;
  });
  const doubtful = mapping.columns.map((_, i) => i).filter((i) => doubts[i] != null || remarks[i] != null);
  const places = onlyDoubtful ? doubtful : mapping.columns.map((_, i) => i);
  const shown = all ? places : places.slice(0, shownFirst);
  return (
    <Card
      padding="flush"
      title="Columns"
      actions={
        doubtful.length > 0 && (
          <Button size="sm" aria-pressed={onlyDoubtful} onClick={() => setOnlyDoubtful(!onlyDoubtful)}>
            {onlyDoubtful
              ? `Show all ${mapping.columns.length}`
              : `Show the ${doubtful.length === 1 ? "one" : doubtful.length} to look at`}
          </Button>
        )
      }
    >
      <p className="px-5 pb-3 text-sm text-muted">
        What is known after the sale is shown in the patterns apart and never becomes a rule. What is left out
        is kept with the row.
      </p>
      <ul>
        {shown.map((i) => (
          <ColumnRow
            key={mapping.columns[i]?.heading}
            column={mapping.columns[i]}
            profile={profiles[i]}
            remark={remarks[i] ?? null}
            giveRole={(role) => {
              const profile = profiles[i];
              if (profile) change(giveRole(mapping, i, role, profile));
            }}
            change={(part) => change(changeColumn(mapping, i, part))}
          />
        ))}
      </ul>
      {shown.length < places.length && (
        <p className="border-t border-line px-5 py-3">
          <Button onClick={() => setAll(true)}>Show all {places.length} columns</Button>
        </p>
      )}
    </Card>
  );
}

interface ColumnRowProps {
  column: ColumnMapping | undefined;
  profile: ColumnProfile | undefined;
  remark: string | null;
  giveRole: (role: ColumnMapping["role"]) => void;
  change: (change: Partial<ColumnMapping>) => void;
}

function ColumnRow({ column, profile, remark, giveRole: give, change }: ColumnRowProps) {
  if (!column || !profile) return null;
  return (
    <ColumnLine
      heading={column.heading}
      leftOut={column.role === "ignore"}
      samples={samplesOf(profile)}
      remark={remark}
    >
      <ChoiceSelect
        label={`Role of ${column.heading}`}
        value={column.role}
        words={roleWords}
        only={columnRoles}
        onChange={give}
      />
      <ColumnSettings column={column} profile={profile} change={change} />
    </ColumnLine>
  );
}

const samplesShown = 5;

function samplesOf(profile: ColumnProfile): string {
  if (profile.filled === 0) return "No cell is filled.";
  const samples = profile.values.slice(0, samplesShown).map(([value]) => value.slice(0, 40));
  const more = profile.distinct > samplesShown ? " …" : "";
  const share = profile.filled / profile.seen;
  const missing =
    share < 0.995 ? ` (${formatWholePercent(share)} of ${formatCounted(profile.seen, "row")} filled)` : "";
  return `${samples.join(" · ")}${more}${missing}`;
}
