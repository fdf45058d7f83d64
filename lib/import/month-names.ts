/** January to December as they are written in full, without accents, by language. */
const names: readonly string[] = [
  "january february march april may june july august september october november december",
  "januar februar marz april mai juni juli august september oktober november dezember",
  "janner feber maerz april mai juni juli august september oktober november dezember",
  "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
  "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
  "enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre",
  "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
  "januari februari maart april mei juni juli augustus september oktober november december",
  "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
  "januari februari mars april maj juni juli augusti september oktober november december",
  "januar februar marts april maj juni juli august september oktober november desember",
  "styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien",
  "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia",
];
/** Languages whose names begin as other months do in the languages above: known in full alone. */
const fullNames: readonly string[] = [
  "leden unor brezen duben kveten cerven cervenec srpen zari rijen listopad prosinec",
  "ledna unora brezna dubna kvetna cervna cervence srpna zari rijna listopadu prosince",
  "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesakuu heinakuu elokuu syyskuu lokakuu marraskuu joulukuu",
  "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesakuuta heinakuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
  "januar februar marcius aprilis majus junius julius augusztus szeptember oktober november december",
  "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
  "ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik",
];
const shortest = 3;

/** Every beginning of a name with at least three letters; those of two months are none. */
const months = new Map<string, number>([["mrt", 3]]);
for (const language of names) {
  language.split(" ").forEach((name, at) => {
    for (let end = shortest; end <= name.length; end++) {
      const beginning = name.slice(0, end);
      const known = months.get(beginning);
      months.set(beginning, known === undefined || known === at + 1 ? at + 1 : 0);
    }
  });
}

for (const language of fullNames) {
  language.split(" ").forEach((name, at) => {
    if (!months.has(name)) months.set(name, at + 1);
  });
}

/** The month (1-12) that a word names in one of sixteen languages, in full or cut short; 0 where it names none, or two. */
export function monthOf(word: string): number {
  const plain = word
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/ł/g, "l")
    .replace(/ı/g, "i");
  return months.get(plain) ?? 0;
}
