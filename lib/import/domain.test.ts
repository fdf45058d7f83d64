import { expect, test } from "vitest";
import { companyDomain } from "#lib/import/domain.ts";

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
