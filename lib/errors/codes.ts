/**
 * The closed list of expected errors, each with the sentence a person reads. `{name}` is filled from the
 * error's detail.
 */
export const sentences = {
  "after-sale": "“{attribute}” is known only after the sale, so it cannot choose whom to sell to.",
  "already-imported": "This file was imported in just this way on {day}. Nothing was changed.",
  "already-in-draft": "This rule is in the draft already.",
  "already-published": "This proposal has been published already.",
  "already-set-aside": "This has been set aside already.",
  "already-used": "This link has been used or has expired. Ask for a new one.",
  "disk-full": "The server's disk is full, and nothing more can be taken in. Ask whoever runs the server.",
  "email-taken": "Somebody with this e-mail address has an account here already. Sign in instead.",
  "file-too-large": "This file has more than {limit} MB. Split it, or leave out columns that are not needed.",
  "file-unreadable": "{sentence}",
  "import-goes-on":
    "The server or its database was stopped before this was finished. It goes on by itself as soon as they are back.",
  "import-over": "The import is over already and can no longer be cancelled. It can be undone.",
  "import-problems": "Problems found: {problems}. Mend the file, or import without what cannot be read.",
  "import-stopped": "The import was stopped before it was finished. Nothing of it was kept.",
  "invalid-input": "Something in the form is not right: {problem}",
  "last-owner": "A workspace needs an owner. Make somebody else an owner first.",
  "look-stopped": "The look at the files was stopped.",
  "mapping-unfinished": "{sentence}",
  "no-data": "There are no customers yet. Import a table first.",
  "not-allowed": "Your role does not allow this. Ask an owner of the workspace.",
  "not-approved": "Not every required team has approved this proposal.",
  "not-found": "This does not exist, or you have no access to it.",
  "nothing-to-propose": "The draft has no criterion yet. Add one, then propose it.",
  "nothing-to-measure":
    "There is nothing to measure: it takes customers who match, others who do not, and how both did.",
  "not-your-team": "You can decide only for a team you belong to.",
  "reason-needed": "Please give a reason.",
  "same-content": "This is what the current version says already. Change the draft first.",
  "scorecard-nothing-tells":
    "No trait tells more about this outcome than chance would, so there is nothing to make points of.",
  "scorecard-over-time":
    "How long accounts stay is no yes or no while some are young. Say what a good customer is, kept for so many months, and make the scorecard of that.",
  "scorecard-too-small":
    "{accounts} accounts, {good} of them good, are too few for a scorecard: it takes 100, and ten of either kind.",
  "scorecard-yes-or-no": "A scorecard is made for a yes or no. “{outcome}” is a number.",
  "signed-out": "You are signed out. Sign in and try again.",
  stale: "Somebody else changed this meanwhile. Nothing of theirs was overwritten.",
  superseded: "A newer proposal has replaced this one.",
  throttled: "Too many attempts. Wait {seconds} seconds and try again.",
  "too-many-rows": "An Excel sheet holds a million rows, and there are more. Take the data as CSV.",
  unexpected: "Something went wrong here. It has been logged as {request}.",
  withdrawn: "This proposal has been withdrawn.",
  "wrong-current-password": "This is not your current password.",
  "wrong-password": "The e-mail address and the password do not match.",
} as const;

export type ErrorCode = keyof typeof sentences;
