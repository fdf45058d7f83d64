import { equals, measured, rule, type Story } from "#lib/samples/story.ts";

/** Two versions of the company that sells billing software, and what was learnt between them. */
export const eightQuartersStory: Story = {
  definition: {
    outcomes: [
      { outcome: "retention", poor: 12, good: 12, weight: 2 },
      { outcome: "Onboarding days", poor: 75, good: 30, weight: 1 },
      { outcome: "Tickets in first 90 days", poor: 10, good: 3, weight: 1 },
    ],
    cut: 0.6,
    cohort: { from: null, to: null },
    horizonMonths: 12,
  },
  chapters: [
    {
      texts: {
        profile:
          "Companies that bill their customers again and again, have outgrown spreadsheets, and buy from us directly.",
        currentTruth:
          "Customers of every size and industry. One in three of those we can judge did not turn out well.",
        useCase: "Send correct invoices every month without an evening of corrections.",
        urgency: "The finance lead has announced a date for a new ledger, or a funding round has begun.",
      },
      rules: [
        measured("must-have", "Revenue model", "Recurring", {
          question: "Do your customers pay once, or again and again?",
          rationale: "The product is built around the second invoice.",
        }),
        measured("signal", "Segment", "Mid-market", {
          points: 40,
          question: "How many people work for you?",
        }),
        rule({
          kind: "signal",
          when: [equals("Sold through", "Partner")],
          points: -25,
          quote: { quote: "Partner deals never stay.", account: "Our own sales meeting", said: 5, of: 7 },
          rationale: "Fewer of the customers that partners bring are still with us.",
        }),
        rule({
          kind: "disqualifier",
          when: [{ attribute: "Employees", operator: "at most", value: 10 }],
          quote: { quote: "I do this on a Sunday.", account: "A founder of eight people", said: 3, of: 4 },
          question: "How many people work for you?",
        }),
      ],
      dropped: [],
      entries: [
        {
          list: "committee",
          item: {
            part: "economic buyer",
            title: "CFO",
            cares: "That revenue is right on the first of the month",
          },
        },
        {
          list: "committee",
          item: {
            part: "champion",
            title: "Head of Finance",
            cares: "Not to be the one who corrects invoices",
          },
        },
        { list: "triggers", item: { text: "A first hire in finance" } },
      ],
      summary: "The first version that all three of us stand behind.",
      publishedOn: "2026-03-31",
      reasons: { product: "Good enough to test. I want the ledger looked at next." },
    },
    {
      texts: {
        profile:
          "Companies that bill their customers again and again on a ledger they bought, with somebody in finance who owns it.",
        currentTruth:
          "Size explains what we had blamed on partners: they bring small companies, and at every size their customers stay longer.",
        maturity: "They have closed a year with a finance lead of their own.",
        changeNote: "Partners are no warning. A ledger somebody built themselves is.",
      },
      rules: [
        measured("disqualifier", "Ledger", "Custom-built", {
          question: "Which ledger do you keep your books in, and who built it?",
          rationale: "Twice the onboarding, three times the tickets, and most are gone within a year.",
        }),
        measured("signal", "Finance owner", "Yes", {
          points: 30,
          question: "Who owns billing, and does that person sit in finance?",
        }),
        measured("signal", "Segment", "Small", { points: -30, question: "How many people work for you?" }),
      ],
      dropped: ["Sold through"],
      entries: [
        {
          list: "voices",
          item: {
            kind: "pain",
            text: "Invoices and ledger disagree at the end of every month.",
            quote: "I trust neither of the two numbers.",
            account: "A head of finance",
          },
        },
        {
          list: "bets",
          item: {
            segment: "Usage-based companies in media",
            hypothesis: "They expand twice as much, because their customers' use grows.",
            budget: "One seller for two quarters",
            targetN: 20,
            deadline: "2027-06-30",
            stopWhen: "Fewer than five of the first twelve are good customers",
          },
        },
        { list: "successConditions", item: { text: "The first invoice run is correct within 30 days" } },
      ],
      summary: "Partners rehabilitated, home-made ledgers out.",
      publishedOn: "2026-06-30",
      reasons: {
        sales: "I was wrong about partners. The chart within sizes settled it.",
        product: "The ledger was most of our support work.",
      },
    },
  ],
};
