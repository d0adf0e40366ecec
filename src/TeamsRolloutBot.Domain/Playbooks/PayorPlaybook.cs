namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>
/// The playbook the product ships with: Procore Pay for the payor, the general contractor or owner
/// who pays.
/// </summary>
public static class PayorPlaybook
{
    private const string Learning = "https://learn.procore.com/";
    private const string Support = "https://support.procore.com/";

    /// <summary>
    /// How many working days the playbook asks for between launch and the first reminder.
    /// </summary>
    public const int LeadWorkingDays = 10;

    public static Playbook Create() => new()
    {
        Name = "Procore Pay (payor)",
        Product = "Procore Pay",
        Roles =
        [
            new("project-manager", "Project Manager"),
            new("project-engineer", "Project Engineer"),
            new("superintendent", "Superintendent"),
            new("accountant", "Accountant"),
            new("payments-admin", "Payments Administrator"),
            new("executive", "Executive"),
        ],
        Certifications =
        [
            new("foundations", "Procore foundations", Learning, 45, []),
            new("project-manager", "Project Manager", Learning, 120, ["project-manager"]),
            new("project-engineer", "Project Engineer", Learning, 90, ["project-engineer"]),
            new("superintendent", "Superintendent", Learning, 60, ["superintendent"]),
            new("invoicing", "Invoicing and payments", Learning, 60, ["accountant", "payments-admin", "project-manager"]),
            new("payments", "Payments administration", Learning, 45, ["payments-admin"]),
            new("executive", "Portfolio overview", Learning, 30, ["executive"]),
        ],
        Webinars =
        [
            new("paying-subcontractors", "Paying subcontractors", Learning, 30, true),
            new("lien-waivers", "Lien waivers and compliance", Learning, 30, true),
            new("invoice-review", "Reviewing invoices", Learning, 25, false),
        ],
        Resources =
        [
            new("Support centre", Support, null),
            new("Guide for internal employees", Support, Audience.Internal),
            new("Guide for subcontractors and other collaborators", Support, Audience.External),
        ],
        Agenda =
        [
            new("permissions", "User permissions and project creation", "Permissions for each project role; the project creation process"),
            new("plans", "Plan management", "Drawing upload and as-builts; specification upload and revision management"),
            new("budget", "Budget and commitment management", "Budget upload; the buyout process"),
            new("changes", "Change management", "Workflow and creation of change events, RFQs and change orders"),
            new(
                "collaboration", "Collaboration and mobile tools",
                "Workflow and creation of RFIs and submittals; mobile use in the field: daily logs, quality management, progress photos"),
        ],
        Email = new EmailTemplate(
            "Welcome: we are starting with Procore Pay",
            """
            Hello {name},

            our company has bought Procore Pay. It brings invoices, lien waivers and payments for our projects together in one place, so that subcontractors are paid sooner and nobody has to chase paper. As {role} you are one of the people who start with it.

            In the next days you get an invitation by e-mail with the subject "Welcome to Procore". Accept it: it sets up your account.

            We will go through everything together in a training meeting on {training date}. Please complete before then:
            - the certification for your role ({certifications})
            - these webinars: {required webinars}

            Your personal checklist is in Microsoft Teams, in the chat with the rollout bot. Questions can be asked there too. If you don’t have the bot yet, add it first: {app link}

            Thank you for making the time.
            {manager}
            """),
        NewHires = "New hires get the same checklist on their first working day and catch up with the next training session.",
        SwitchingAdvice =
            "The playbook advises against moving a project to a new system while it is under way: figures get entered twice and "
                + "approvals get lost. Finish it where it is, and start with the next project.",
    };
}
