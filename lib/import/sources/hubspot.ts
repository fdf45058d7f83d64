import { column, detail, type Source, trait } from "#lib/import/sources/definition.ts";

const companyIds = column("account id", "identifier", [
  "Associated Company IDs",
  "Associated Company ID",
  "Associated Company IDs (Primary)",
  "Primary Associated Company ID",
  "associatedcompanyid",
  "Company ID",
]);
const companyNames = column("account name", "name", [
  "Associated Company",
  "Associated Companies",
  "Associated Company (Primary)",
  "Primary Company",
  "Associated Company Name",
]);
const contactIds = column("contact ids", "person", [
  "Associated Contact IDs",
  "Associated Contact ID",
  "Associated Contact",
  "Associated Contacts",
]);
const modified = detail(["Last Modified Date", "hs_lastmodifieddate", "lastmodifieddate"]);

export const hubspotCompanies: Source = {
  id: "hubspot-companies",
  label: "HubSpot companies",
  tool: "HubSpot",
  kind: "company",
  columns: [
    column("record id", "identifier", ["Record ID", "hs_object_id", "Company ID", "companyId"]),
    column("account name", "name", ["Company name", "name"]),
    column("domain", "domain", ["Company Domain Name", "domain", "Website URL", "website"]),
    column("owner", "owner", ["Company owner", "hubspot_owner_id"]),
    trait("firmographic", ["Industry"]),
    trait("geographic", ["Country/Region", "Country", "hs_country_code"]),
    trait("geographic", ["State/Region", "City", "Postal Code"]),
    trait("firmographic", ["Number of Employees", "numberofemployees"], "prospect", "number"),
    trait("firmographic", ["Annual Revenue", "annualrevenue"], "prospect", "number"),
    trait("technographic", ["Web Technologies", "web_technologies"], "prospect", "list"),
    column("created", "event", ["Create Date", "createdate"], { type: "date" }),
    column("detail", "event", ["Last Activity Date", "notes_last_updated"], { type: "date" }),
    column("status", "status", ["Lifecycle Stage", "lifecyclestage"]),
    detail(["Lead Status", "hs_lead_status", "Ideal Customer Profile Tier", "hs_ideal_customer_profile"]),
    detail(["Target Account", "hs_is_target_account"]),
    modified,
  ],
  needs: [
    ["Company name", "name", "Record ID", "hs_object_id"],
    ["Company Domain Name", "domain", "Company owner", "Lifecycle Stage", "createdate"],
    ["Company name", "Company Domain Name", "Company owner", "lifecyclestage", "createdate"],
  ],
};

export const hubspotDeals: Source = {
  id: "hubspot-deals",
  label: "HubSpot deals",
  tool: "HubSpot",
  kind: "deal",
  columns: [
    column("record id", "identifier", ["Record ID", "hs_object_id", "Deal ID", "dealId"]),
    column("record name", "ignore", ["Deal Name", "dealname"]),
    column("stage", "stage", ["Deal Stage", "dealstage"]),
    column("pipeline", "stage", ["Pipeline"]),
    column("amount", "outcome", ["Amount", "Amount in company currency"], { type: "number" }),
    column("currency", "ignore", ["Currency", "deal_currency_code"]),
    column("closed", "event", ["Close Date", "closedate"], { type: "date" }),
    column("created", "event", ["Create Date", "createdate"], { type: "date" }),
    column("owner", "owner", ["Deal owner", "hubspot_owner_id"]),
    trait("buying process", ["Deal Type", "dealtype"], "deal"),
    trait("buying process", ["Original Source", "Original Traffic Source", "hs_analytics_source"], "deal"),
    column("won", "status", ["Is Closed Won", "hs_is_closed_won"], { type: "yes-no" }),
    column("lost", "status", ["Is closed lost", "hs_is_closed_lost"], { type: "yes-no" }),
    column("is closed", "status", ["Is Deal Closed?", "hs_is_closed"], { type: "yes-no" }),
    column("probability", "ignore", ["Deal probability", "hs_deal_stage_probability"], { type: "number" }),
    column("loss reason", "loss reason", ["Closed Lost Reason", "closed_lost_reason"]),
    companyNames,
    companyIds,
    contactIds,
    modified,
  ],
  patterns: [
    { pattern: /^date (?:entered|exited)\b/i, column: { field: "detail", role: "event", type: "date" } },
  ],
  needs: [
    ["Deal Name", "Deal ID"],
    ["Deal Stage", "Deal owner", "Deal Type", "Is Closed Won", "closedate"],
  ],
};

export const hubspotContacts: Source = {
  id: "hubspot-contacts",
  label: "HubSpot contacts",
  tool: "HubSpot",
  kind: "person",
  columns: [
    column("record id", "identifier", ["Record ID", "hs_object_id", "Contact ID", "vid"]),
    column("first name", "person", ["First Name", "firstname"]),
    column("last name", "person", ["Last Name", "lastname"]),
    column("email", "person", ["Email", "Email Address"]),
    column("title", "person", ["Job Title", "jobtitle"]),
    column("seniority", "person", ["Seniority", "Employment Seniority", "hs_seniority"]),
    column("function", "person", ["Job function", "job_function", "Employment Role", "Buying Role"]),
    column("detail", "person", ["Phone Number", "phone", "Mobile Phone Number"]),
    column("status", "status", ["Lifecycle Stage", "lifecyclestage"]),
    column("owner", "owner", ["Contact owner", "hubspot_owner_id"]),
    column("created", "event", ["Create Date", "createdate"], { type: "date" }),
    column("do not contact", "do not contact", ["Unsubscribed from all email", "hs_email_optout"]),
    detail(["Lead Status", "hs_lead_status"]),
    { ...companyNames, names: [...companyNames.names, "Company name", "company"] },
    companyIds,
    modified,
  ],
  needs: [
    ["Email", "Last Name"],
    ["Contact owner", "Associated Company IDs", "Associated Company ID", "Job Title", "jobtitle"],
    ["Contact owner", "Lifecycle Stage", "Associated Company IDs", "Associated Company ID"],
  ],
};

export const hubspotTickets: Source = {
  id: "hubspot-tickets",
  label: "HubSpot tickets",
  tool: "HubSpot",
  kind: "ticket",
  columns: [
    column("record id", "identifier", ["Ticket ID", "Record ID", "hs_ticket_id", "hs_object_id"]),
    column("record name", "ignore", ["Ticket name", "subject"]),
    detail(["Ticket description", "content"]),
    column("tags", "ignore", ["Category", "hs_ticket_category"]),
    column("created", "event", ["Create date", "createdate"], { type: "date" }),
    column("closed", "event", ["Close date", "closed_date"], { type: "date" }),
    column("pipeline", "stage", ["Pipeline", "hs_pipeline"]),
    column("status", "stage", ["Ticket status", "hs_pipeline_stage"]),
    column("detail", "ignore", ["Priority", "hs_ticket_priority"]),
    column("owner", "owner", ["Ticket owner", "hubspot_owner_id"]),
    companyNames,
    companyIds,
    contactIds,
    modified,
  ],
  needs: [
    ["Ticket name", "Ticket ID", "hs_ticket_id"],
    ["Ticket status", "Ticket description", "Ticket owner", "hs_pipeline_stage", "Ticket name"],
  ],
};
