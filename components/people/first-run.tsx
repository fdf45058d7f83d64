import { Entrance } from "./entrance";

/** What a visitor sees before anybody owns the installation. Says where the link is, never what it is. */
export function FirstRun() {
  return (
    <div className="flex min-h-dvh items-center px-4 py-10">
      <Entrance
        title="Nobody owns this workshop yet"
        summary="Open the welcome link that was printed where the workshop was started. Whoever opens it becomes the owner."
      >
        <p className="text-muted">No link in sight? Start the workshop again; it prints a new one.</p>
      </Entrance>
    </div>
  );
}
