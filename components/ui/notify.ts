import { toast } from "sonner";

interface Offer {
  readonly label: string;
  readonly run: () => void;
}

/** Says at the edge of the screen that something was done, with one thing to do next. */
export const notifyDone = (sentence: string, offer?: Offer): void => {
  toast.success(sentence, offer ? { action: { label: offer.label, onClick: offer.run } } : undefined);
};

/** Says that something did not work. */
export const notifyProblem = (sentence: string): void => {
  toast.error(sentence);
};
