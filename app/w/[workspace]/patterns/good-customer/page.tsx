import type { Metadata } from "next";
import { can } from "#lib/access/can.ts";
import { requireActor } from "#lib/server/actor.ts";
import { loadGoodCustomer } from "#lib/server/queries/load-good-customer.ts";
import { GoodCustomerRoom } from "../../../../../components/patterns/good-customer-room";
import { NoCustomers, NoOutcome } from "../../../../../components/patterns/nothing-yet";
import { SetAsideSwitch } from "../../../../../components/patterns/set-aside-switch";
import { previewDefinition, saveDefinition } from "./actions";

export const metadata: Metadata = { title: "Good customer" };

export default async function GoodCustomer({ params }: { params: Promise<{ workspace: string }> }) {
  const actor = await requireActor((await params).workspace);
  const { slug } = actor.workspace;
  const loaded = await loadGoodCustomer(actor);
  if (loaded.customers === 0) return <NoCustomers workspace={slug} />;
  if (!loaded.definition) return <NoOutcome workspace={slug} customers={loaded.customers} />;
  return (
    <>
      <GoodCustomerRoom
        // Somebody else's saved definition must replace what the form was opened with.
        key={loaded.draftRevision}
        workspace={slug}
        loaded={{ ...loaded, definition: loaded.definition }}
        mayEdit={can(actor.role, "define-good-customer")}
        preview={previewDefinition}
        save={saveDefinition}
      />
      <SetAsideSwitch
        setAside={loaded.setAside}
        rows={loaded.setAsideRows}
        shown={false}
        other={null}
        list={`/w/${slug}/import/set-aside`}
      />
    </>
  );
}
