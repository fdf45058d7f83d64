import { cx } from "class-variance-authority";
import type { ComponentProps, ReactNode } from "react";

interface ChoiceProps extends Omit<ComponentProps<"input">, "type"> {
  label: ReactNode;
  hint?: ReactNode;
}

function Choice({ type, label, hint, className, ...rest }: ChoiceProps & { type: "checkbox" | "radio" }) {
  return (
    <label className={cx("flex items-start gap-2.5 py-1", className)}>
      <input type={type} className="mt-[0.1875rem] size-4 shrink-0" {...rest} />
      <span className="min-w-0">
        <span className="block">{label}</span>
        {hint && <span className="block text-sm text-muted">{hint}</span>}
      </span>
    </label>
  );
}

export function Checkbox(props: ChoiceProps) {
  return <Choice type="checkbox" {...props} />;
}

export function Radio(props: ChoiceProps) {
  return <Choice type="radio" {...props} />;
}

/** Radios or checkboxes that answer one question. */
export function ChoiceGroup({
  legend,
  hint,
  error,
  className,
  children,
}: {
  legend: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  className?: string;
  children: ReactNode;
}) {
  return (
    <fieldset className={cx("min-w-0", className)}>
      <legend className="mb-1 font-medium">{legend}</legend>
      {hint && <p className="mb-1 text-sm text-muted">{hint}</p>}
      {children}
      {error && (
        <p role="alert" className="mt-1 text-sm text-poor">
          {error}
        </p>
      )}
    </fieldset>
  );
}
