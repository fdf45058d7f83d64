import { column, detail, type Source } from "#lib/import/sources/definition.ts";

const day = { type: "date" } as const;

export const zendeskTickets: Source = {
  id: "zendesk-tickets",
  label: "Zendesk tickets",
  tool: "Zendesk",
  kind: "ticket",
  columns: [
    column("record id", "identifier", ["Id", "Ticket ID"]),
    column("detail", "person", ["Requester", "Requester name"]),
    column("email", "person", ["Requester email"]),
    column("account name", "name", ["Organization", "Ticket organization name", "Requester organization"]),
    column("domain", "domain", ["Requester domain", "Organization domain"]),
    column("record name", "ignore", ["Subject", "Ticket subject"]),
    column("tags", "ignore", ["Tags", "Ticket tags"], { type: "list" }),
    column("status", "stage", ["Status", "Ticket status"]),
    detail(["Priority", "Via", "Ticket type", "Assignee", "Group", "Submitter"]),
    column("created", "event", ["Created at", "Ticket created"], day),
    column("closed", "event", ["Solved at", "Ticket solved"], day),
    column("detail", "event", ["Updated at", "Initially assigned at", "Assigned at"], day),
    column("satisfaction", "outcome", ["Satisfaction Score"], { type: "text" }),
    detail(["Reopens", "Replies", "First reply time in minutes", "Full resolution time in minutes"]),
    detail(["First reply time in minutes within business hours", "First resolution time in minutes"]),
  ],
  patterns: [
    { pattern: / \[(?:list|txt|int|flag|date|dec)\]$/i, column: { field: "detail", role: "ignore" } },
  ],
  needs: [
    ["Requester", "Requester email", "Requester name"],
    ["Solved at", "Satisfaction Score", "Reopens", "Full resolution time in minutes", "Organization"],
  ],
};

export const intercomConversations: Source = {
  id: "intercom-conversations",
  label: "Intercom conversations",
  tool: "Intercom",
  kind: "ticket",
  columns: [
    column("record id", "identifier", ["conversation_id"]),
    column("status", "stage", ["conversation_state"]),
    column("created", "event", ["conversation_created_at", "conversation_started_at"], day),
    column("detail", "event", ["conversation_first_response_at", "conversation_last_closed_at"], day),
    column("closed", "event", ["conversation_closed_at"], day),
    column("tags", "ignore", ["conversation_tags", "conversation_tag_names"], { type: "list" }),
    column("satisfaction", "outcome", ["conversation_rating", "rating"], { type: "text" }),
    column("account name", "name", ["message_author_companies", "company_name", "companies"]),
    column("email", "person", ["message_author_email", "user_email", "author_email"]),
  ],
  patterns: [{ pattern: /^(?:conversation|message)_/i, column: { field: "detail", role: "ignore" } }],
  needs: [["conversation_id"], ["conversation_state", "conversation_created_at", "conversation_closed_at"]],
};
