import { Fragment } from "react";

/** Where words that are written as one begin anew: DeviceProtection, device_protection. */
const seams = /(?<=\p{Ll})(?=\p{Lu})|(?<=[_/.])(?=[\p{L}\p{N}])/u;

/** A name out of a file in a narrow place: it breaks where its words meet, not between two letters. */
export function Breakable({ children }: { children: string }) {
  return children.split(seams).map((word, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: words have nothing else, and stay in their order
    <Fragment key={i}>
      {i > 0 && <wbr />}
      {word}
    </Fragment>
  ));
}
