import { type ReactNode, Suspense } from "react";
import { type RoomWaited, WorkingOut } from "../../../../components/patterns/working-out";
import { soon } from "./soon";
import { unlessLeft, whileOpen } from "./while-open";

/** Longer than any remembered answer takes; after it the reader sees that something is being worked out. */
const patienceMs = 400;

/**
 * A room of the patterns with what it loads: whole where that is there soon, else under its own heading until it is there.
 * What is loaded is given up where the page is left.
 */
export async function whenLoaded<T extends object>(
  waited: RoomWaited,
  load: (open: AbortSignal) => Promise<T>,
  room: (loaded: T) => ReactNode,
): Promise<ReactNode> {
  const open = whileOpen();
  const loading = unlessLeft(load(open), open);
  const loaded = await soon(loading, patienceMs);
  if (loaded) return room(loaded);
  return (
    <Suspense fallback={<WorkingOut {...waited} />}>
      <Later loading={loading} room={room} />
    </Suspense>
  );
}

interface LaterProps<T> {
  loading: Promise<T | null>;
  room: (loaded: T) => ReactNode;
}

async function Later<T extends object>({ loading, room }: LaterProps<T>) {
  const loaded = await loading;
  return loaded && room(loaded);
}
