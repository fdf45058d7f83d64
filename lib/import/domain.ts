import { getDomain } from "tldts";

/** Whose mailboxes anybody can have: their domain says nothing about the company. */
const freeMail = new Set(
  `gmail.com googlemail.com yahoo.com ymail.com rocketmail.com outlook.com hotmail.com live.com msn.com passport.com
  icloud.com me.com mac.com aol.com aim.com proton.me protonmail.com pm.me tutanota.com tuta.io hey.com fastmail.com
  fastmail.fm zoho.com zohomail.com mail.com email.com gmx.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de
  freenet.de arcor.de online.de posteo.de mailbox.org bluewin.ch hispeed.ch orange.fr wanadoo.fr free.fr sfr.fr
  laposte.net neuf.fr libero.it virgilio.it alice.it tiscali.it tin.it terra.es telefonica.net ziggo.nl kpnmail.nl
  planet.nl home.nl xs4all.nl telenet.be skynet.be btinternet.com ntlworld.com sky.com talktalk.net virginmedia.com
  blueyonder.co.uk comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net
  juno.com optonline.net shaw.ca rogers.com sympatico.ca bigpond.com optusnet.com.au bol.com.br uol.com.br terra.com.br
  ig.com.br mail.ru inbox.ru list.ru bk.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net seznam.cz centrum.cz wp.pl
  o2.pl onet.pl interia.pl abv.bg qq.com 163.com 126.com sina.com sohu.com foxmail.com naver.com hanmail.net daum.net
  rediffmail.com nate.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp`
    .trim()
    .split(/\s+/),
);
/** Yahoo, Hotmail, Live and Outlook have one for every country. */
const freeMailFamilies = /^(?:yahoo|hotmail|live|outlook|gmx|ymail)\.[a-z]{2,3}(?:\.[a-z]{2})?$/;

/** Pages that companies have instead of a site of their own. */
const sharedSites = new Set(
  "linkedin.com facebook.com instagram.com twitter.com x.com youtube.com wikipedia.org crunchbase.com google.com goo.gl bit.ly linktr.ee".split(
    " ",
  ),
);

/** Whether anybody can have an address or a page there. */
export function isShared(domain: string): boolean {
  return freeMail.has(domain) || freeMailFamilies.test(domain) || sharedSites.has(domain);
}

/**
 * The domain that a company can be told by, from a domain, an address of a page or an e-mail address in any spelling:
 * lower case, without www and other subdomains, cut by the public suffix list (tldts) so that `a.co.uk` and
 * `b.co.uk` differ, as do two shops under one host. Null where there is none, or where it is shared by many.
 */
export function companyDomain(text: string): string | null {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === "" || /\s/.test(trimmed)) return null;
  const domain = getDomain(trimmed.slice(trimmed.lastIndexOf("@") + 1), { allowPrivateDomains: true });
  return domain === null || isShared(domain) ? null : domain;
}

/**
 * The same for a column that names each account by its site: where the domain is shared by many, or is none that the list
 * knows, what stands there still tells them apart (lower case, without protocol, www and path).
 */
export function siteDomain(text: string): string {
  return (
    companyDomain(text) ??
    text
      .trim()
      .toLowerCase()
      .replace(/^[a-z]+:\/\//, "")
      .replace(/^www\./, "")
      .replace(/[/?#:].*$/, "")
  );
}
