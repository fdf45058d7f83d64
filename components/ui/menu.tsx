"use client";

import { cx } from "class-variance-authority";
import { Check } from "lucide-react";
import Link from "next/link";
import * as Radix from "radix-ui/dropdown-menu";
import type { ReactNode } from "react";

const item =
  "flex w-full items-center gap-2 rounded-sm px-2 py-1.5 text-left outline-none select-none data-disabled:opacity-55 data-highlighted:bg-accent-soft [&_svg]:size-4 [&_svg]:text-muted";

/** A button that opens a list of things to do. `trigger` is one Button. */
export function Menu({
  trigger,
  label,
  align = "start",
  children,
}: {
  trigger: ReactNode;
  /** Said by screen readers when the menu opens; the trigger's own words when left out. */
  label?: string;
  align?: "start" | "end";
  children: ReactNode;
}) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={12}
          {...(label ? { "aria-label": label } : {})}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) max-w-sm min-w-44 animate-appear overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-floating"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem({
  onSelect,
  disabled = false,
  danger = false,
  children,
}: {
  onSelect: () => void;
  disabled?: boolean;
  danger?: boolean;
  children: ReactNode;
}) {
  return (
    <Radix.Item onSelect={onSelect} disabled={disabled} className={cx(item, danger && "text-poor")}>
      {children}
    </Radix.Item>
  );
}

export function MenuLink({
  href,
  current = false,
  children,
}: {
  href: string;
  current?: boolean;
  children: ReactNode;
}) {
  return (
    <Radix.Item asChild>
      <Link href={href} aria-current={current ? "true" : undefined} className={item}>
        <span className="min-w-0 flex-1 truncate">{children}</span>
        {current && <Check aria-hidden="true" />}
      </Link>
    </Radix.Item>
  );
}

/** One of several; the chosen one is ticked. */
export function MenuChoice<T extends string>({
  value,
  options,
  onChange,
}: {
  value: T;
  options: readonly { value: T; label: ReactNode }[];
  onChange: (value: T) => void;
}) {
  return (
    <Radix.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={item}>
          <span className="min-w-0 flex-1">{option.label}</span>
          <Radix.ItemIndicator>
            <Check aria-hidden="true" />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-xs text-muted">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
