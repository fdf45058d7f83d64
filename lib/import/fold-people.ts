/** How high a person stands, from the top. */
export const seniorities = [
  "founder",
  "executive",
  "vice president",
  "director",
  "head",
  "manager",
  "senior",
  "staff",
] as const;
export type Seniority = (typeof seniorities)[number];

/** What a person works in. */
export const jobFunctions = [
  "security",
  "engineering",
  "data",
  "product",
  "design",
  "marketing",
  "sales",
  "customer success",
  "finance",
  "legal",
  "people",
  "operations",
  "procurement",
  "general management",
] as const;
export type JobFunction = (typeof jobFunctions)[number];

export interface PersonRole {
  readonly seniority: Seniority | null;
  readonly function: JobFunction | null;
}

const seniorityWords: readonly (readonly [Seniority, RegExp])[] = [
  ["founder", / (?:co ?)?founder | owner | gründer(?:in)? | fondat(?:eur|rice) /],
  // A vice president is no president, so the longer title is looked for first.
  ["vice president", / s?e?vp | vice president /],
  [
    "executive",
    / c[efimrtodslp]o | ciso | cpto | chief | president | managing director | geschäftsführer(?:in)? | ceo /,
  ],
  ["director", / director | direktor(?:in)? | directeur | directrice /],
  ["head", / head | leiter(?:in)? | lead of | global lead /],
  ["manager", / manager | supervisor | team lead | teamleiter(?:in)? | controller /],
  ["senior", / senior | sr | principal | staff | lead | architect /],
];

const functionWords: readonly (readonly [JobFunction, RegExp])[] = [
  ["security", / ciso | security | infosec | secops | informationssicherheit /],
  ["data", / data | analytics | business intelligence | bi | machine learning | cdo /],
  [
    "customer success",
    / customer success | success | support | customer experience | account manager | csm | service desk /,
  ],
  ["product", / cpo | cpto | product | produkt(?:manager(?:in)?)? /],
  ["design", / design(?:er)? | ux | ui /],
  ["marketing", / cmo | marketing | growth | brand | demand | content | communications /],
  [
    "sales",
    / cro | sales | revenue | revops | business development | bdr | sdr | account executive | vertrieb /,
  ],
  [
    "finance",
    / cfo | finance | financial | accounting | accountant | controller | treasury | finanz(?:en)? /,
  ],
  ["legal", / legal | counsel | lawyer | compliance | privacy /],
  ["people", / chro | people | hr | human resources | talent | recruit(?:er|ing|ment) | personal /],
  ["procurement", / procurement | purchasing | sourcing | einkauf /],
  [
    "engineering",
    / cto | cio | engineer(?:ing)? | developer | development | devops | sre | software | architect | it | technology | technical | platform | infrastructure | entwickl(?:er|ung) /,
  ],
  ["operations", / coo | operations | ops | logistics | supply chain | office /],
  [
    "general management",
    / ceo | (?:co ?)?founder | owner | president | managing director | general manager | geschäftsführer(?:in)? /,
  ],
];

function phrase(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `;
}

/**
 * Seniority and function of a person from the job title, or from what the tool says of them (which counts more), in
 * English, German and some French. Null where the words tell nothing: a person is not guessed into a role.
 */
export function personRole(
  title: string | null,
  said: { seniority?: string | null; function?: string | null } = {},
): PersonRole {
  const find = <T>(
    words: readonly (readonly [T, RegExp])[],
    ...texts: readonly (string | null | undefined)[]
  ) => {
    for (const text of texts) {
      const found = words.find(([, pattern]) => pattern.test(phrase(text ?? "")));
      if (found !== undefined) return found[0];
    }
    return null;
  };
  return {
    seniority: find(saidSeniorities, said.seniority) ?? find(seniorityWords, title),
    function: find(functionWords, said.function, title),
  };
}

/** Tools write C suite, VP, Entry. */
const saidSeniorities: readonly (readonly [Seniority, RegExp])[] = [
  ["executive", / c suite | c level | cxo | executive /],
  ...seniorityWords,
  ["staff", / entry | intern | junior | individual contributor | employee /],
];
