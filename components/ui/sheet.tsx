"use client";

import type { ComponentProps } from "react";
import { Dialog } from "./dialog";

/** A dialog at the right edge, for something longer to read or fill in. */
export function Sheet(props: Omit<ComponentProps<typeof Dialog>, "shape">) {
  return <Dialog shape="sheet" {...props} />;
}
