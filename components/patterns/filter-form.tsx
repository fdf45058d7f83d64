import { X } from "lucide-react";
import Link from "next/link";
import { dimensions } from "#lib/accounts/attribute.ts";
import { verdicts } from "#lib/analysis/finding.ts";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { SubmitOnChange } from "./submit-on-change";
import { type Sorting, sortings, type View, viewAddress, viewFields } from "./view";

const sortingNames: Record<Sorting, string> = {
  strength: "Strongest first",
  difference: "Largest difference first",
  accounts: "Most accounts first",
  name: "By name",
};

const usual = { sort: sortings[0] };
const ownFields = ["q", "verdict", "dimension", "sort"];

/** Search, filter and order: a plain GET form, so that it works before any script and the address holds it. */
export function FilterForm({ page, view }: { page: string; view: View }) {
  const kept = viewFields({ ...view, pattern: null }).filter(([name]) => !ownFields.includes(name));
  const isFiltered = view.words !== "" || view.verdict !== null || view.dimension !== null;
  return (
    <form action={page} className="flex flex-wrap items-end gap-2" data-print="hide">
      {kept.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      <SubmitOnChange
        page={page}
        usual={usual}
        values={{
          q: view.words,
          verdict: view.verdict ?? "",
          dimension: view.dimension ?? "",
          sort: view.sort,
        }}
      />
      <Field label="Search traits" hideLabel className="min-w-40 flex-1 sm:max-w-64">
        <Input type="search" name="q" defaultValue={view.words} placeholder="Search traits" />
      </Field>
      <Field label="Evidence" hideLabel className="min-w-32 flex-1 sm:flex-none">
        <Select name="verdict" defaultValue={view.verdict ?? ""}>
          <option value="">Any evidence</option>
          {verdicts.map((verdict) => (
            <option key={verdict} value={verdict}>
              {verdict}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Dimension" hideLabel className="min-w-36 flex-1 sm:flex-none">
        <Select name="dimension" defaultValue={view.dimension ?? ""}>
          <option value="">Every dimension</option>
          {dimensions.map((dimension) => (
            <option key={dimension} value={dimension}>
              {dimension}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Order" hideLabel className="min-w-40 flex-1 sm:flex-none">
        <Select name="sort" defaultValue={view.sort}>
          {sortings.map((sorting) => (
            <option key={sorting} value={sorting}>
              {sortingNames[sorting]}
            </option>
          ))}
        </Select>
      </Field>
      <span className="hidden noscript:block">
        <Button type="submit">Show</Button>
      </span>
      {isFiltered && (
        <Link
          href={viewAddress(page, { ...view, words: "", verdict: null, dimension: null, pattern: null })}
          scroll={false}
          className="inline-flex items-center gap-1 rounded-sm py-2 text-sm text-muted hover:text-ink"
        >
          <X aria-hidden="true" className="size-3.5" />
          Clear
        </Link>
      )}
    </form>
  );
}
