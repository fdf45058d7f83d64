/** The first stop of the Tab key: past the navigation. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-ink px-3 py-2 font-medium text-paper focus-visible:translate-y-0"
    >
      Skip to the content
    </a>
  );
}
