import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Select } from "../ui/select";

/** Chooses two versions; works without JavaScript, and the choice is in the address. */
export function CompareForm({
  address,
  numbers,
  before,
  after,
}: {
  address: string;
  numbers: readonly number[];
  before: number;
  after: number;
}) {
  return (
    <form action={address} className="flex flex-wrap items-end gap-3" data-print="hide">
      <Choice name="a" label="From" numbers={numbers} value={before} />
      <Choice name="b" label="To" numbers={numbers} value={after} />
      <Button type="submit">Compare</Button>
    </form>
  );
}

function Choice({
  name,
  label,
  numbers,
  value,
}: {
  name: string;
  label: string;
  numbers: readonly number[];
  value: number;
}) {
  return (
    <Field label={label}>
      <Select name={name} defaultValue={value} className="w-36">
        {numbers.map((number) => (
          <option key={number} value={number}>
            Version {number}
          </option>
        ))}
      </Select>
    </Field>
  );
}
