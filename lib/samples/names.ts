import type { Chance } from "#lib/samples/random.ts";

const firsts = `
  Alder Amber Arbor Ash Basalt Birch Bramble Brine Cairn Cedar Cinder Clover Cobalt Copper Coral
  Crane Dapple Delta Drift Dune Elder Ember Fable Fennel Fern Fjord Flint Gannet Garnet Glade
  Grove Gull Harbour Hazel Heron Hollow Indigo Iris Juniper Kestrel Lantern Larch Linden Lumen
  Maple Marl Meadow Merle Moss Nettle North Oak Onyx Orchard Osprey Otter Pebble Petrel Plover
  Prairie Quarry Quill Raven Reed Ridge River Rowan Saffron Sage Salt Sorrel Spruce Starling Sumac
  Swift Tarn Teal Thistle Tidal Timber Topaz Umber Vale Violet Walnut Wander Willow Wren Yarrow
  Zephyr`
  .trim()
  .split(/\s+/);

const seconds = `
  beam bridge brook cast craft crest dale field flow ford forge gate grid haven hurst lane leaf
  light line loop mark mere mill path peak point port ridge root row shore spark stead stone track
  vale way well wick works`
  .trim()
  .split(/\s+/);

const endings: Readonly<Record<string, readonly string[]>> = {
  SaaS: ["", "", "Software", "Cloud", "Systems", "Apps"],
  Fintech: ["Pay", "Finance", "Capital", "Ledger", ""],
  Healthcare: ["Health", "Clinics", "Care", "Medical"],
  Manufacturing: ["Industries", "Tools", "Components", "Manufacturing"],
  Logistics: ["Logistics", "Freight", "Transport"],
  Retail: ["Stores", "Outfitters", "Goods", "Market"],
  "E-commerce": ["Shop", "Direct", "Goods", ""],
  Media: ["Media", "Press", "Studios", "Networks"],
  "Professional services": ["Partners", "Advisers", "Consulting", "& Sons"],
  Education: ["Academy", "Learning", "College"],
  Energy: ["Energy", "Power", "Utilities"],
  Insurance: ["Insurance", "Mutual", "Assurance"],
};

export interface CompanyName {
  readonly name: string;
  readonly domain: string;
}

/** Names of so many parts are given until nearly all of them are taken: looking for a free one must not become a search. */
const fullAt = 0.95;

/** How many parts a name needs beside its first, so that there are enough of them. */
function partsFor(taken: number): number {
  let parts = 1;
  for (let names = firsts.length * seconds.length; taken >= names * fullAt; names *= seconds.length) parts++;
  return parts;
}

/** Invented company names that never repeat, however many; domains end in .example, which belongs to nobody (RFC 2606). */
export function companyNames(random: Chance): (industry: string) => CompanyName {
  const taken = new Set<string>();
  return (industry) => {
    for (;;) {
      // In the order in which they stand: everything else about a sample is drawn after its names.
      const first = random.pick(firsts);
      const further = Array.from({ length: partsFor(taken.size) }, () => random.pick(seconds));
      const stem = first + further.join("");
      const ending = random.pick(endings[industry] ?? [""]);
      const name = ending === "" ? stem : `${stem} ${ending}`;
      if (taken.has(stem)) continue;
      taken.add(stem);
      const slug = name
        .toLowerCase()
        .replaceAll(/[^a-z]+/g, "-")
        .replaceAll(/^-|-$/g, "");
      return { name, domain: `${slug}.example` };
    }
  };
}

const givenNames = `
  Aino Amara Anders Beatriz Callum Chiara Dagny Diego Elif Emeka Farah Femi Greta Hana Henrik Ines
  Ivo Jonas Kavya Lars Leila Linh Mateo Mira Nadia Noor Oskar Pilar Priya Quentin Rafael Rosa
  Sanne Selma Tariq Thea Umar Vera Wiktor Yuki Zofia`
  .trim()
  .split(/\s+/);

const familyNames = `
  Abara Almeida Bakker Bergström Castillo Conti Dahl Demir Eriksen Fischer Fontaine Haddad Hughes
  Iversen Jansen Kaya Khan Kowalska Laurent Lindqvist Marino Mendes Nakamura Novak Okafor Olsen
  Petrov Quispe Rahman Ricci Sato Schreiber Singh Tanaka Tran Ueda Vasquez Weiss Yilmaz Zhang`
  .trim()
  .split(/\s+/);

export interface PersonName {
  readonly given: string;
  readonly family: string;
}

export const personName = (random: Chance): PersonName => ({
  given: random.pick(givenNames),
  family: random.pick(familyNames),
});
