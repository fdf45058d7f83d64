import { PageHeader } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { PatternRooms } from "./pattern-rooms";
import { type PatternRoom, roomTitle, roomWork } from "./rooms";

const rows = Array.from({ length: 12 }, (_, row) => row);

export interface RoomWaited {
  /** The address of the patterns room. */
  readonly page: string;
  readonly room: PatternRoom;
  /** Null: the one the room opens with. */
  readonly outcome: string | null;
}

/** A room while its analysis runs: once for every change of the data or of the definition. It can be left meanwhile. */
export function WorkingOut({ page, room, outcome }: RoomWaited) {
  return (
    <>
      <PageHeader
        title={roomTitle(room, outcome)}
        summary={<span role="status">{roomWork[room]} The next time it is at once.</span>}
        actions={<PatternRooms page={page} outcome={outcome} current={room} />}
      />
      <div aria-hidden="true" className="mt-10 space-y-3.5">
        {rows.map((row) => (
          <div key={row} className="grid grid-cols-[1fr_2fr_1fr] gap-6">
            <Skeleton className="h-4.5" />
            <Skeleton className="h-4.5" />
            <Skeleton className="h-4.5" />
          </div>
        ))}
      </div>
    </>
  );
}
