import { type RoleWords, roleWords, statusWords } from "#lib/import/heading-words.ts";
import type { ColumnRole } from "#lib/import/mapping.ts";

/**
 * What headings say in German, French, Spanish, Italian, Dutch and Portuguese, as phrases without accents (see plainPhrase).
 * A phrase stands at the beginning or the end of a heading, or is all of it.
 */
const phrases: readonly (readonly [role: ColumnRole, words: string])[] = [
  [
    "do not contact",
    `nicht kontaktieren|kontaktsperre|werbesperre|ne pas contacter|opposition|no contactar|non contattare|niet contacteren
    |niet benaderen|nao contatar|nao contactar`,
  ],
  [
    "loss reason",
    `verlustgrund|kundigungsgrund|grund der kundigung|absagegrund|raison de (?:la )?perte|motif de (?:la )?(?:perte|resiliation)
    |motivo de (?:la )?(?:perdida|baja|cancelacion)|motivo (?:della )?(?:perdita|disdetta)|reden (?:van )?(?:verlies|opzegging)
    |motivo (?:da|de|do) (?:perda|cancelamento)`,
  ],
  [
    "owner",
    `betreuer|kundenbetreuer|verantwortlich(?:er)?|zustandig|vertriebler|kontoinhaber|proprietaire|responsable(?: compte)?
    |propietario|proprietario|responsabile|eigenaar|accountbeheerder|responsavel`,
  ],
  ["stage", "vertriebsphase|phase|verkaufsphase|etape|etapa|fase|stadium"],
  [
    "person",
    `vorname|nachname|ansprechpartner|e ?mail adresse|telefon(?:nummer)?|prenom|nom de famille|courriel|adresse e ?mail|telephone
    |correo(?: electronico)?|apellidos?|telefono|cognome|indirizzo e ?mail|voornaam|achternaam|telefoon|contactpersoon|sobrenome
    |telefone`,
  ],
  [
    "end date",
    `enddatum|vertragsende|kundigungsdatum|kundigung(?: am| zum)?|gekundigt(?: am| zum)|austrittsdatum|ausgeschieden am|beendet am
    |abgang(?:sdatum)?|kunde bis|date de fin(?: de contrat)?|fin (?:de|du) contrat|date de resiliation|resilie(?:e)? le|date d annulation
    |client jusqu ?au?|fecha de (?:fin|baja|cancelacion|termino|finalizacion)|fin (?:de|del) contrato|cliente hasta
    |data (?:di )?(?:fine|cessazione|disdetta|cancellazione|recesso)|fine contratto|cliente fino al|einddatum|opzegdatum|opgezegd op
    |einde contract|klant tot|data (?:de |do )?(?:fim|termino|cancelamento|encerramento|saida)|fim do contrato|cliente ate`,
  ],
  [
    "tenure",
    `monate als kunde|kundendauer|vertragsdauer|laufzeit(?: in monaten)?|anciennete(?: en mois)?|mois (?:en tant que )?client
    |antiguedad(?: en meses)?|meses como cliente|anzianita(?: in mesi)?|mesi come cliente|looptijd(?: in maanden)?|maanden klant
    |antiguidade|tempo de cliente`,
  ],
  [
    "start date",
    `startdatum|vertragsbeginn|vertragsstart|beginn|kunde seit|kundenbeginn|eintrittsdatum|anmeldedatum|registriert am|erstellt am
    |erstelldatum|erstellungsdatum|angelegt am|date de debut(?: de contrat)?|debut (?:de|du) contrat|client depuis|date de creation
    |cree(?:e)? le|date d (?:inscription|entree|adhesion|activation)|date de (?:souscription|signature)|fecha de (?:inicio|alta|creacion|registro|contratacion)
    |inicio (?:de|del) contrato|cliente desde|data (?:di )?(?:inizio|creazione|iscrizione|attivazione|registrazione)|inizio contratto
    |cliente dal|ingangsdatum|begindatum|aanmaakdatum|aangemaakt op|klant sinds|start contract|data (?:de |do )?(?:inicio|criacao|entrada|adesao|cadastro|ativacao)
    |inicio do contrato`,
  ],
  [
    "identifier",
    `kundennummer|kunden ?(?:id|nr)|kd nr|numero (?:de )?client|n client|identifiant(?: client)?|code client|(?:numero|codigo|id) (?:de |del )?cliente
    |(?:codice|numero|id) cliente|klantnummer|klant ?(?:id|nr)|(?:codigo|numero|id) do cliente`,
  ],
  [
    "domain",
    "webseite|internetseite|homepage|site (?:web|internet)|domaine|sitio web|pagina web|dominio|sito(?: web| internet)?|webadres|domein",
  ],
  [
    "name",
    `unternehmen(?:sname)?|firma|firmenname|kunde|kundenname|name (?:der firma|des kunden|des unternehmens)|entreprise|societe
    |raison sociale|client|nom(?: (?:du client|de l entreprise|de la societe))?|empresa|compania|razon social|cliente
    |nombre(?: (?:de la empresa|del cliente))?|azienda|ragione sociale|societa|nome(?: (?:cliente|azienda|del cliente))?|bedrijf(?:snaam)?
    |klant|klantnaam|organisatie|naam|razao social|nome (?:da empresa|do cliente)`,
  ],
];

/** A phrase without the accents that exports keep, lose or replace. */
export function plainPhrase(phrase: string): string {
  return phrase.normalize("NFD").replace(/\p{M}/gu, "").replace(/ß/g, "ss");
}

const oneLine = (words: string) => words.replace(/\s*\n\s*/g, "");
/** Whole headings for names: "client" at the end of another heading is no name. */
const whole: readonly ColumnRole[] = ["name", "owner", "stage"];

/** Like roleWords, for plain phrases. */
const roleWordsAbroad: readonly RoleWords[] = phrases.map(([role, words]) => ({
  role,
  pattern: new RegExp(
    whole.includes(role) ? `^ (?:${oneLine(words)}) $` : `^ (?:${oneLine(words)}) | (?:${oneLine(words)}) $`,
  ),
}));

/** Headings that may tell who left; `yes` is what a yes in the column then means. For plain phrases. */
const statusWordsAbroad: readonly { readonly pattern: RegExp; readonly yes: "left" | "stayed" }[] = [
  {
    pattern:
      / (?:gekundigt|abgewandert|abwanderung|verloren|resilie|perdu|cancelad[oa]|baja|perdid[oa]|disdetto|cessato|perso|opgezegd|verloren|saiu) /,
    yes: "left",
  },
  { pattern: / (?:aktiv|actif|active|activ[oa]|attivo|actief|ativ[oa]|bestandskunde) /, yes: "stayed" },
  { pattern: / (?:kundenstatus|zustand|statut|etat|estado|situacion|stato|situacao) /, yes: "stayed" },
];

const leftAbroad =
  /^(?:gekundigt|abgewandert|verloren|inaktiv|ehemalig(?:er kunde)?|beendet|ausgeschieden|resilie(?:e)?|inactif|inactive|perdue?|annulee?|ancien client|cancelad[oa]|inactiv[oa]|baja|perdid[oa]|terminad[oa]|ex ?cliente|disdetto|cessat[oa]|inattiv[oa]|cancellat[oa]|pers[oa]|opgezegd|inactief|gestopt|verloren|inativ[oa]|encerrad[oa])$/;
const stayedAbroad =
  /^(?:aktiv|bestandskunde|laufend|kunde|actif|active|en cours|client|activ[oa]|vigente|cliente|attiv[oa]|in corso|actief|lopend|klant|ativ[oa])$/;

/** What a value of a status column means in these languages, or null when the word is not known. */
export function meaningAbroad(value: string): "left" | "stayed" | null {
  const word = plainPhrase(value.trim().toLowerCase());
  if (leftAbroad.test(word)) return "left";
  return stayedAbroad.test(word) ? "stayed" : null;
}

/** The roles that a phrase may be of, the likeliest first: English words before those of other languages. */
export function* rolesOf(phrase: string): Generator<ColumnRole, void, void> {
  for (const { role, pattern } of roleWords) if (pattern.test(phrase)) yield role;
  const plain = plainPhrase(phrase);
  for (const { role, pattern } of roleWordsAbroad) if (pattern.test(plain)) yield role;
}

/** The words of a phrase that may tell who left. */
export function statusWordsOf(phrase: string): (typeof statusWords)[number] | undefined {
  const plain = plainPhrase(phrase);
  return (
    statusWords.find(({ pattern }) => pattern.test(phrase)) ??
    statusWordsAbroad.find(({ pattern }) => pattern.test(plain))
  );
}
