/**
 * Words and abbreviations of one thing, one group a line; compared without case, accents, spaces and punctuation. Only what
 * means the same in every column: "NA" is a region, a country and nothing at all.
 */
const groups: readonly string[] = [
  "saas|software as a service",
  "paas|platform as a service",
  "iaas|infrastructure as a service",
  "it|information technology|informationstechnologie|informationstechnik",
  "ict|information and communication technology|information and communications technology",
  "hr|human resources",
  "ai|artificial intelligence|ki|künstliche intelligenz",
  "ml|machine learning",
  "b2b|business to business",
  "b2c|business to consumer",
  "d2c|dtc|direct to consumer",
  "smb|smbs|sme|smes|kmu|pme|pyme|small and medium businesses|small and medium sized businesses|small and medium enterprises|small and medium sized enterprises|small & medium business",
  "ngo|non governmental organization|non governmental organisation",
  "nonprofit|non profit|not for profit|nonprofits|npo|non profit organization",
  "fintech|financial technology",
  "edtech|education technology|educational technology",
  "healthtech|health technology",
  "medtech|medical technology|medizintechnik",
  "proptech|property technology",
  "insurtech|insurance technology",
  "martech|marketing technology",
  "biotech|biotechnology|biotechnologie",
  "telco|telecom|telecoms|telecommunications|telecommunication|telekommunikation",
  "pharma|pharmaceutical|pharmaceuticals",
  "ecommerce|electronic commerce",
  "fmcg|fast moving consumer goods|cpg|consumer packaged goods",
  "r&d|research and development|research & development",
  "aws|amazon web services",
  "gcp|google cloud platform|google cloud",
  "azure|microsoft azure",
  "microsoft 365|office 365|m365|o365",
  "google workspace|g suite|gsuite",
  "k8s|kubernetes",
  "postgres|postgresql",
  "salesforce|salesforce.com|sfdc",
  "sso|single sign on",
  "vc|venture capital",
  "pe|private equity",
  "emea|europe middle east and africa|europe, middle east & africa",
  "apac|asia pacific",
  "latam|latin america|lateinamerika",
];

/** Names that the platform's own lists of countries do not hold, by ISO 3166 code; after each "=" what is meant. */
const otherCountries =
  "US=usa|u.s.a.|united states of america|america|the united states;GB=great britain|britain|gbr;AE=uae|u.a.e.;NL=holland|the netherlands|nld;CZ=czech republic|tschechische republik|cze;KR=korea|republic of korea|kor;RU=russian federation;CN=prc|people's republic of china|chn;DE=deu|federal republic of germany;FR=fra;ES=esp;IT=ita;CH=che;AT=aut;BE=bel;SE=swe;NO=nor;DK=dnk;FI=fin;PL=pol;PT=prt;IE=irl|republic of ireland;CA=can;AU=aus;NZ=nzl;BR=bra;MX=mex;IN=ind;JP=jpn;SG=sgp;ZA=zaf|rsa;IL=isr;TR=tur|turkey|türkei;VN=vnm|viet nam;TW=twn;HK=hkg|hongkong";
/** Languages whose names of countries are known. */
const languages = ["en", "de", "fr", "es", "it", "nl", "pt", "pl", "ja"];
/** A column is one of countries when so many of its values are such. */
const countryShare = 0.6;

const plain = (text: string) =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

let known: { readonly things: ReadonlyMap<string, number>; readonly countries: ReadonlyMap<string, string> };

/** Countries by name and code. Source of the names: Intl.DisplayNames, which is Unicode's CLDR, and the list above. */
function countries(): Map<string, string> {
  const found = new Map<string, string>();
  const add = (name: string, code: string) => {
    if (!found.has(plain(name))) found.set(plain(name), code);
  };
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  const names = languages.map((of) => new Intl.DisplayNames(of, { type: "region", fallback: "none" }));
  for (const written of codes) {
    // "UK" is no code of a country, but is read as one.
    const code = new Intl.Locale(`und-${written}`).region ?? written;
    if (/^(?:EU|EZ|UN|ZZ|Q[M-Z]|X[A-Z])$/.test(code) || names[0]?.of(code) === undefined) continue;
    add(written, code);
    for (const of of names) add(of.of(code) ?? written, code);
  }
  for (const entry of otherCountries.split(";")) {
    const [code = "", others = ""] = entry.split("=");
    for (const name of others.split("|")) add(name, code);
  }
  return found;
}

function things(): Map<string, number> {
  return new Map(groups.flatMap((group, at) => group.split("|").map((word) => [plain(word), at] as const)));
}

/**
 * Spellings of one column that are words for one thing: "SaaS" and "Software as a Service", and where most values are countries
 * "USA", "US" and "United States". Groups of two or more, each in the order given. Nothing is merged by it.
 */
export function synonyms(spellings: readonly string[]): string[][] {
  known ??= { things: things(), countries: countries() };
  const plains = spellings.map(plain);
  const ofCountry = plains.map((text) => known.countries.get(text));
  const isOfCountries = ofCountry.filter(Boolean).length >= spellings.length * countryShare;
  const byThing = new Map<string, string[]>();
  spellings.forEach((spelling, i) => {
    const thing = isOfCountries ? ofCountry[i] : known.things.get(plains[i]!);
    if (thing === undefined) return;
    const same = byThing.get(String(thing)) ?? [];
    byThing.set(String(thing), same);
    same.push(spelling);
  });
  return [...byThing.values()].filter((same) => same.length > 1);
}

/** Groups that share a member as one. */
export function joinGroups(all: readonly (readonly string[])[]): string[][] {
  const joined: Set<string>[] = [];
  for (const group of all) {
    const met = joined.filter((one) => group.some((member) => one.has(member)));
    const [first = new Set<string>(), ...others] = met;
    if (met.length === 0) joined.push(first);
    for (const member of [...others.flatMap((one) => [...one]), ...group]) first.add(member);
    for (const one of others) joined.splice(joined.indexOf(one), 1);
  }
  return joined.map((one) => [...one]);
}
