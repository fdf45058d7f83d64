import type { Dimension, KnownAt } from "#lib/accounts/attribute.ts";
import type { ColumnMapping, ColumnRole } from "#lib/import/mapping.ts";

/** The words of a heading without regard to case, punctuation or the way they are joined: "customerID" → customer, id. */
export function wordsOf(heading: string): readonly string[] {
  return heading
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}%#]+/u)
    .filter((word) => word !== "");
}

/** A heading as one phrase, with a space around it so that whole words can be looked for. */
export function phraseOf(heading: string): string {
  return ` ${wordsOf(heading).join(" ")} `;
}

export interface RoleWords {
  readonly role: ColumnRole;
  readonly pattern: RegExp;
}

/** Read in order; the first that fits says what a column is for, if its cells agree (see guess.ts). */
export const roleWords: readonly RoleWords[] = [
  {
    role: "do not contact",
    pattern: / (?:do not (?:contact|call|email)|dnc|opted out|opt out|unsubscribed) /,
  },
  {
    role: "loss reason",
    pattern:
      / (?:loss|lost|churn|cancell?ation|rejection|disqualification|closed lost) (?:reason|category) | reason (?:lost|for (?:leaving|loss|churn|cancell?ation)) /,
  },
  {
    role: "owner",
    pattern:
      /^ (?:(?:account|company|deal|contact|lead|opportunity|record|ticket|customer) )?owner(?: name)? $| (?:account manager|sales rep|csm|account executive) $/,
  },
  {
    role: "stage",
    pattern: /^ (?:(?:deal|sales|opportunity|pipeline|lead) )?(?:stage|pipeline)(?: name)? $/,
  },
  {
    role: "person",
    pattern:
      /^ (?:(?:customer|contact|requester|primary|billing|work) )?(?:e ?mail)(?: address)? $|^ (?:first|last|full|contact|requester|champion) name $|^ (?:contact|job title|phone|phone number|mobile) $/,
  },
  {
    role: "end date",
    pattern:
      / (?:churn(?:ed)?|cancell?(?:ed|ation)|left|ended|termination|terminated|closed|offboard(?:ed|ing)?|exit) (?:date|at|on|day)|^ (?:end|churned|cancell?ed|ended|left|ende|enddatum|kündigung) (?:date |on |at )?|^ customer until |^ (?:vertragsende|kündigungsdatum|austrittsdatum|austritt|laufzeitende|beendet am|gekündigt (?:am|zum)|kunde bis) |^ date (?:de (?:fin|résiliation|départ|sortie)|d annulation) |^ (?:fin (?:de|du|d)|résiliée? le|client jusqu) /,
  },
  {
    role: "tenure",
    pattern:
      / tenure | (?:months|days|years) (?:as (?:a )?customer|active|with us|retained|subscribed) | (?:customer|account|subscription) (?:age|lifetime|months|days) | lifetime (?:months|days) /,
  },
  {
    role: "start date",
    pattern:
      / (?:start|started|signup|sign up|signed up|signed|subscription start|contract start|became (?:a )?customer|first (?:won|payment|invoice|order)|onboarded|activation|activated|join|joined) (?:date |on |at |day )?(?:utc )?$| (?:customer|subscriber|member|client) since |^ (?:create|created|creation) (?:date|at|on|utc) |^ (?:start|startdatum|vertragsbeginn|vertragsstart|beginn|eintrittsdatum|anmeldedatum|kunde seit|erstellt am|aktiviert am|unterschrieben am) |^ date (?:de (?:début|signature|création|souscription)|d (?:inscription|entrée|activation)) |^ (?:début|client depuis|signée? le|créée? le) /,
  },
  {
    role: "identifier",
    pattern:
      / (?:id|ids|uuid|guid|key|identifier) $|^ (?:record|account|customer|company|client) (?:id|number|no|nr|code|#) |^ kundennummer /,
  },
  { role: "domain", pattern: / (?:domain(?: name)?|website(?: url)?|web site|homepage) $/ },
  {
    role: "name",
    pattern:
      /^ (?:(?:company|account|customer|organi[sz]ation|client|business|firm|kunde|firma) ?(?:name)?|name|kundenname) $/,
  },
];

/** Headings that may tell who left, when their values do. `yes` is what a yes in the column then means. */
export const statusWords: readonly { readonly pattern: RegExp; readonly yes: "left" | "stayed" }[] = [
  {
    pattern:
      / (?:churn(?:ed)?|attrition|attrited|exited|left|cancell?ed|lost|terminated|abwanderung|gekündigt) /,
    yes: "left",
  },
  {
    pattern: / (?:active|retained|renewed|is customer|still (?:a )?customer|current customer|stayed|aktiv) /,
    yes: "stayed",
  },
  { pattern: / (?:status|state|lifecycle stage|statut|état) /, yes: "stayed" },
];

const leftWords =
  /^(?:churn(?:ed)?|cancel(?:l?ed)?|left|lost|inactive|former|ended|expired|terminated|closed|exited|attrited|deactivated|gone|not renewed|non[- ]renewed|former customer|churned customer|attrited customer|lost customer|ex[- ]customer|gekündigt|beendet|ehemalig|inaktiv|résiliée?|annulée?|inactif|partie?|ancien client)$/;
const stayedWords =
  /^(?:active|stayed|joined|current|retained|renewed|live|paying|open|existing|subscribed|customer|active customer|current customer|existing customer|retained customer|past[_ ]due|aktiv|actif|en cours|client)$/;
const neitherWords =
  /^(?:trial(?:ing)?|prospect|lead|pending|paused|on hold|incomplete|incomplete_expired|unpaid|unknown|new)$/;

/** What a value of a status column means, or null when the word is not known. */
export function meaningOfWord(value: string): "left" | "stayed" | "neither" | null {
  const word = value.trim().toLowerCase();
  if (leftWords.test(word)) return "left";
  if (stayedWords.test(word)) return "stayed";
  return neitherWords.test(word) ? "neither" : null;
}

/** Numbers that tell how it went, and which direction is good for the company. */
export const outcomeWords: readonly {
  readonly pattern: RegExp;
  readonly outcome: ColumnMapping["outcome"];
}[] = [
  {
    pattern:
      / (?:expansion|upsell|upsold|net revenue retention|nrr|mrr growth|revenue growth|seat growth|expanded) /,
    outcome: { kind: "expansion", better: "higher" },
  },
  {
    pattern:
      / (?:onboarding|implementation|time to (?:value|live|launch|first value)|go live|days to (?:live|onboard|launch|value)|setup days|deployment days) /,
    outcome: { kind: "onboarding", better: "lower" },
  },
  {
    pattern: / (?:tickets?|support (?:cases|requests|hours|load|burden)|escalations?|complaints?|incidents) /,
    outcome: { kind: "support", better: "lower" },
  },
  {
    pattern:
      / (?:sales cycle|cycle days|days to close|time to close|cac|acquisition cost|sales effort|sales hours) /,
    outcome: { kind: "sales effort", better: "lower" },
  },
  {
    pattern:
      / (?:acv|arr|mrr|ltv|cltv|clv|lifetime value|contract value|annual value|deal value|customer value) /,
    outcome: { kind: "value", better: "higher" },
  },
  {
    pattern: /^ (?:good|good customer|success|successful|healthy|good fit) $/,
    outcome: { kind: "value", better: "higher" },
  },
];

export interface TraitWords {
  readonly pattern: RegExp;
  readonly dimension: Dimension;
  readonly knownAt: KnownAt;
}

/** Dates on which the account began to use what it bought: headings of columns that people add to companies and deals. */
export const onboardingDates = {
  began:
    / (?:onboarding|implementation|rollout) (?:start(?:ed)?|began|begin|kick ?off) | kick ?off (?:date|on|at) /,
  finished:
    / (?:go live|went live|live since|launched|launch date) | (?:onboarding|implementation|rollout) (?:done|end(?:ed)?|finished|completed?|completion) | onboarded (?:on|at|date) | produktivstart /,
} as const;

export const traitWords: readonly TraitWords[] = [
  {
    pattern:
      / (?:country|region|state|province|city|town|zip|postal|postcode|location|territory|continent|timezone|latitude|longitude|native country|hq|headquarters|land|dach|emea) /,
    dimension: "geographic",
    knownAt: "prospect",
  },
  {
    pattern:
      / (?:contract|contract type|payment|payment method|billing|billing cycle|billings|procurement|lead source|source|channel|campaign|referral|champion|decision|buyer|buying|offer|promotion|discount|referred|referrals|sales motion|deal type) /,
    dimension: "buying process",
    knownAt: "deal",
  },
  {
    pattern:
      / (?:budget|price|charges?|amount|spend|funding|plan|tier|seats|licen[cs]es|mrr|arr|cost|pricing|fee|credit amount|salary|balance|savings) /,
    dimension: "budget",
    knownAt: "deal",
  },
  {
    pattern:
      / (?:tech|technology|technologies|stack|cloud|crm|tools?|software|platform|integrations?|service|services|internet|device|devices|online|streaming|phone|lines|backup|hosting|erp|api) /,
    dimension: "technographic",
    knownAt: "prospect",
  },
  {
    pattern:
      / (?:compliance|regulat(?:ed|ion|ory)|security|on premises?|on prem|legal|certification|gdpr|hipaa|soc|data residency|deployment) /,
    dimension: "constraint",
    knownAt: "prospect",
  },
  {
    pattern:
      / (?:visits?|web|downloads?|engagement|sessions?|clicks?|opens?|trial|demo|intent|behaviou?r|activity|gtm) /,
    dimension: "behavioural",
    knownAt: "prospect",
  },
  {
    pattern:
      / (?:values?|culture|attitude|priority|priorities|goal|goals|motivation|pain|urgency|maturity|ambition|innovation) /,
    dimension: "psychographic",
    knownAt: "prospect",
  },
];

/** Headings whose digits are codes, not quantities. */
export const codeWords = / (?:zip|postal|postcode|plz|code|phone|number|no|nr|sic|naics) $/;

/** Headings whose bare digits are days: 20250403, or 45750 as spreadsheets count. */
export const dateWords =
  / (?:date|datum|fecha|data|day|timestamp) $| (?:created|updated|closed|signed|started|ended|opened|solved|entered|renewed|booked) (?:at|on|utc)(?: utc)? $|^ (?:date|datum|fecha|data) /;
