const day = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const minute = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** A moment in words, the same on the server and in every browser; the exact one is in the element. */
export function Moment({ at, time = false }: { at: string; time?: boolean }) {
  const words = (time ? minute : day).format(new Date(at));
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {time ? `${words} UTC` : words}
    </time>
  );
}
