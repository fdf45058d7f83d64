import { expect, test } from "vitest";
import { companyDomain, siteDomain } from "#lib/import/domain.ts";

test.each([
  ["acme.com", "acme.com"],
  [" WWW.Acme.com ", "acme.com"],
  ["https://www.acme.co.uk/about?x=1", "acme.co.uk"],
  ["http://shop.acme.co.uk:8080", "acme.co.uk"],
  ["jo@mail.acme.com", "acme.com"],
  ["acme.com.", "acme.com"],
  ["müller.de", "müller.de"],
  ["birchcove.example", "birchcove.example"],
  ["one.myshopify.com", "one.myshopify.com"],
])("%s is the company %s", (text, domain) => {
  expect(companyDomain(text)).toBe(domain);
});

test.each([
  "",
  "N/A",
  "-",
  "acme",
  "localhost",
  "10.0.0.1",
  "jo@gmail.com",
  "jo@yahoo.co.uk",
  "jo@outlook.fr",
  "https://www.linkedin.com/company/acme",
  "acme dot com",
  "co.uk",
])("%s is no company's", (text) => {
  expect(companyDomain(text)).toBeNull();
});

test.each([
  ["https://www.Acme.com/about?x=1", "acme.com"],
  ["eu.acme.co.uk", "acme.co.uk"],
  ["acme-one.myshopify.com", "acme-one.myshopify.com"],
  ["gmail.com", "gmail.com"],
  ["www.linkedin.com/company/acme", "linkedin.com"],
  ["intranet:8080", "intranet"],
])("the site %s names the account %s", (text, domain) => {
  expect(siteDomain(text)).toBe(domain);
});
