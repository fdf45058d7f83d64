import type { Frame } from "#lib/accounts/frame.ts";
import { Abandoned, type Analyst, type Asker, type Heard, Superseded } from "#lib/compute/asker.ts";
import { type Answer, type Kind, type Question, slotOf } from "#lib/compute/question.ts";

const mostAnswers = 200;
/** What a page would have shown at once is worked on a while longer: who has left often comes back. */
const usualLinger = 10_000;

/** A question being answered, and those who wait for it. */
interface Open {
  readonly answer: Promise<unknown>;
  readonly controller: AbortController;
  readonly listeners: Set<(share: number) => void>;
  waiting: number;
  share: number;
  readonly slot: string | null;
}

/**
 * Remembers answers by their question: an analysis is a pure function of (data revision, definition, options), so what
 * was answered stays true. Questions asked while the same one is being answered wait for it. Once nobody waits it is given
 * up: slow work at once, what pages ask for after `lingerMs`; slow work that was asked for again on newer data or under
 * another definition is given up whoever waits.
 */
export function withMemory(asker: Asker, lingerMs = usualLinger): Analyst {
  const answers = new Map<string, unknown>();
  const open = new Map<string, Open>();

  function remember(key: string, answer: unknown): void {
    answers.delete(key);
    answers.set(key, answer);
    const oldest = answers.keys().next().value;
    if (answers.size > mostAnswers && oldest !== undefined) answers.delete(oldest);
  }

  function start(key: string, question: Question, loadFrame: () => Promise<Frame>): Open {
    const slot = slotOf(question);
    for (const other of open.values())
      if (slot !== null && other.slot === slot) other.controller.abort(new Superseded("Asked anew."));
    const controller = new AbortController();
    const listeners = new Set<(share: number) => void>();
    const onProgress = (share: number) => {
      one.share = share;
      for (const hear of listeners) hear(share);
    };
    const answer = asker.ask(question, loadFrame, { signal: controller.signal, onProgress });
    const one: Open = { answer, controller, listeners, waiting: 0, share: 0, slot };
    open.set(key, one);
    const forget = () => {
      if (open.get(key) === one) open.delete(key);
    };
    answer.then((settled) => {
      forget();
      remember(key, settled);
    }, forget);
    // Given up, it must not be joined by who asks the same a moment later.
    controller.signal.addEventListener("abort", forget);
    return one;
  }

  return {
    known<K extends Kind>(question: Question<K>): Answer<K> | undefined {
      return answers.get(JSON.stringify(question)) as Answer<K> | undefined;
    },
    ask<K extends Kind>(
      question: Question<K>,
      loadFrame: () => Promise<Frame>,
      heard: Heard = {},
    ): Promise<Answer<K>> {
      const key = JSON.stringify(question);
      if (answers.has(key)) {
        remember(key, answers.get(key));
        return Promise.resolve(answers.get(key) as Answer<K>);
      }
      const one = open.get(key) ?? start(key, question as Question, loadFrame);
      return wait(one, heard, lingerMs) as Promise<Answer<K>>;
    },
  };
}

/** One who waits: hears of the progress, and may give up without spoiling it for others. */
function wait(one: Open, { signal, onProgress }: Heard, lingerMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    one.waiting++;
    if (onProgress) {
      one.listeners.add(onProgress);
      if (one.share > 0) onProgress(one.share);
    }
    const leave = () => {
      one.waiting--;
      if (onProgress) one.listeners.delete(onProgress);
      signal?.removeEventListener("abort", giveUp);
      one.controller.signal.removeEventListener("abort", replaced);
    };
    const giveUp = () => {
      leave();
      reject(new Abandoned("Nobody waits for this any more."));
      const end = () => {
        if (one.waiting === 0) one.controller.abort(new Abandoned("Nobody waits for this any more."));
      };
      if (one.slot !== null) end();
      else setTimeout(end, lingerMs).unref();
    };
    const replaced = () => {
      leave();
      reject(one.controller.signal.reason);
    };
    one.answer.then(
      (answer) => {
        leave();
        resolve(answer);
      },
      (error) => {
        leave();
        reject(error);
      },
    );
    one.controller.signal.addEventListener("abort", replaced);
    if (signal?.aborted) giveUp();
    else signal?.addEventListener("abort", giveUp);
  });
}
