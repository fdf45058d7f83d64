import { formatCounted } from "#lib/analysis/format.ts";
import { ButtonLink } from "../ui/button-link";
import { Empty } from "../ui/empty";
import { PageHeader } from "../ui/page-header";

export function NoCustomers({ workspace }: { workspace: string }) {
  return (
    <>
      <PageHeader title="Patterns" />
      <Empty
        title="Which traits go with good customers?"
        actions={
          <ButtonLink href={`/w/${workspace}/import`} variant="primary">
            Import a table
          </ButtonLink>
        }
      >
        Import your customers with who stayed and who left. Then every trait is compared here, with how sure
        one can be of it.
      </Empty>
    </>
  );
}

export function NoOutcome({ workspace, customers }: { workspace: string; customers: number }) {
  return (
    <>
      <PageHeader title="Patterns" />
      <Empty
        title="Nothing says yet how they did"
        actions={
          <ButtonLink href={`/w/${workspace}/import`} variant="primary">
            Import an outcome
          </ButtonLink>
        }
      >
        There are {formatCounted(customers, "customer")}, but no column says who stayed or left, and none is
        an outcome in numbers. Import one of them, and the patterns appear.
      </Empty>
    </>
  );
}
