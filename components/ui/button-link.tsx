import { cx } from "class-variance-authority";
import Link from "next/link";
import type { ComponentProps } from "react";
import { buttonClass, type Look } from "./button";

/** A link that looks like a button: for going somewhere, never for changing something. */
export function ButtonLink({ variant, size, className, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link className={cx(buttonClass({ variant, size }), className)} {...rest} />;
}
