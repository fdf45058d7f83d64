"use client";

import { cx } from "class-variance-authority";
import type { ComponentProps } from "react";
import { useFieldWiring } from "./field";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...useFieldWiring()} className={cx("control", className)} {...rest} />;
}
