/** Nothing, half and all beside a curve of shares. */
export function ShareAxis() {
  return (
    <div className="relative text-2xs text-muted tabular-nums" aria-hidden="true">
      {[1, 0.5, 0].map((share) => (
        <span
          key={share}
          className="absolute right-0 -translate-y-1/2"
          style={{ top: `${(1 - share) * 100}%` }}
        >
          {share * 100} %
        </span>
      ))}
    </div>
  );
}
