import { measured, rule, type Story } from "#lib/samples/story.ts";

/** The draft of the security start-up: what its first 50 customers let them say, and no more. */
export const securityStartupStory: Story = {
  definition: {
    outcomes: [
      { outcome: "retention", poor: 12, good: 12, weight: 2 },
      { outcome: "Onboarding days", poor: 60, good: 25, weight: 1 },
    ],
    cut: 0.6,
    cohort: { from: null, to: null },
    horizonMonths: 12,
  },
  chapters: [
    {
      texts: {
        profile:
          "SaaS companies of 200 to 1,000 people that run in the cloud and have somebody who answers for security.",
        currentTruth:
          "Fifty customers. The largest contracts are enterprises, the happiest customers are not. Very small companies sign up by credit card and are gone within a year.",
        useCase: "Pass a customer's security review without stopping the roadmap.",
        urgency: "A large customer has sent a questionnaire, or an audit has a date.",
        buyingMotion: "A head of security tries it for two weeks and brings it to the finance lead.",
      },
      rules: [
        measured("disqualifier", "Deployment", "On-premises", {
          question: "Would this run in your cloud, or in your own data centre?",
          rationale: "Every one of them took months to onboard.",
        }),
        measured("signal", "Industry", "SaaS", {
          points: 30,
          question: "Do you sell software by subscription?",
        }),
        rule({
          kind: "signal",
          when: [{ attribute: "Employees", operator: "between", value: { from: 200, to: 1001 } }],
          points: 30,
          quote: {
            quote: "Big enough to be asked, small enough to decide in a week.",
            account: "Our first head of security",
            said: 5,
            of: 8,
          },
          question: "How many people work for you?",
        }),
        measured("must-have", "Security owner", "Yes", {
          question: "Who answers for security, and is it their only job?",
          rationale: "Without one nobody finishes the onboarding.",
        }),
        rule({
          kind: "signal",
          when: [{ attribute: "Cloud stack", operator: "contains any", value: ["Okta"] }],
          points: 15,
          pattern: { attribute: "Cloud stack", level: "Okta" },
          question: "What do your people sign in with?",
        }),
        measured("signal", "Procurement", "Custom contract", {
          points: -15,
          question: "Can you buy on our standard terms?",
          rationale: "Not a reason to say no, but the deal costs twice the time.",
        }),
        rule({
          kind: "disqualifier",
          when: [{ attribute: "Employees", operator: "at most", value: 40 }],
          quote: {
            quote: "We did not need it after the audit.",
            account: "A founder who left",
            said: 4,
            of: 6,
          },
          question: "How many people work for you?",
        }),
      ],
      dropped: [],
      entries: [
        {
          list: "committee",
          item: {
            part: "champion",
            title: "Head of Security",
            cares: "To pass reviews without a week of screenshots",
          },
        },
        {
          list: "committee",
          item: { part: "economic buyer", title: "CFO", cares: "That a review no longer holds up a deal" },
        },
        { list: "triggers", item: { text: "A security questionnaire from a customer ten times their size" } },
      ],
      summary: null,
      publishedOn: null,
      reasons: {},
    },
  ],
};
