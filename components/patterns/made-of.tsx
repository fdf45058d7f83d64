import type { ComponentDetail } from "#lib/analysis/components.ts";
import { formatFixed, formatWholePercent } from "#lib/analysis/format.ts";
import { Table, Td, Th } from "../ui/table";
import { outcomeTitle } from "./definition-fields";

/** What a good customer is made of, among a pattern's accounts and the rest. */
export function MadeOf({ components, level }: { components: readonly ComponentDetail[]; level: string }) {
  return (
    <>
      <Table caption="What a good customer is made of" hideCaption>
        <thead>
          <tr>
            <Th>Outcome</Th>
            <Th figure>Weight</Th>
            <Th figure>{level}</Th>
            <Th figure>Rest</Th>
          </tr>
        </thead>
        <tbody>
          {components.map(({ outcome, share, inside, rest }) => (
            <tr key={outcome}>
              <Th scope="row">{outcomeTitle(outcome)}</Th>
              <Td figure>{formatWholePercent(share)}</Td>
              <Td figure>{formatFixed(inside, 0)}</Td>
              <Td figure>{formatFixed(rest, 0)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="mt-2 text-xs text-muted">
        Each from 0 (poor) to 100 (good), on average. Told, not tested: what was found is the whole.
      </p>
    </>
  );
}
