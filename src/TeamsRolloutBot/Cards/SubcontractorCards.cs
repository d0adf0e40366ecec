using System.Text.Json.Nodes;
using AdaptiveCards;
using NodaTime;
using TeamsRolloutBot.Domain.Playbooks;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Subcontractors;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>The subcontractors somebody looks after.</summary>
/// <param name="Rollout">The rollout.</param>
/// <param name="Lane">How its playbook brings them in.</param>
/// <param name="Shown">Those the reader sees, by company.</param>
/// <param name="Today">The day in the rollout's zone.</param>
internal sealed record SubcontractorsModel(
    StoredRollout Rollout,
    SubcontractorLane Lane,
    IReadOnlyList<Subcontractor> Shown,
    LocalDate Today
)
{
    /// <summary>The reader may move one.</summary>
    public required Func<Subcontractor, bool> MayMove { get; init; }
}

/// <summary>
/// Companies outside that have to be brought to the product: their list, one of them, and adding
/// some.
/// </summary>
internal static class SubcontractorCards
{
    public const string ListVerb = "sub.list";
    public const string ShowVerb = "sub.show";
    public const string FormVerb = "sub.form";
    public const string AddVerb = "sub.add";
    public const string SetVerb = "sub.set";
    public const string MailVerb = "sub.mail";

    /// <summary>The field of lines, and the data that says which one and where to.</summary>
    public const string Lines = "subcontractors";
    public const string Id = "subcontractor";
    public const string Status = "status";

    /// <summary>In the data: the invitation was sent once more.</summary>
    public const string Again = "again";

    /// <summary>How many characters the field takes.</summary>
    public const int MostCharacters = 12_000;

    private const int PageSize = 8;

    public static AdaptiveCard DrawList(SubcontractorsModel model, int page)
    {
        var pages = Wording.Pages(model.Shown.Count, PageSize);
        page = Math.Clamp(page, 0, pages - 1);
        var data = Data(model.Rollout);
        List<AdaptiveElement> body = [.. model.Shown.Skip(page * PageSize).Take(PageSize).Select(each => Row(model, each, page))];
        if (body.Count == 0)
        {
            body.Add(CardKit.Text("Nobody is on the list yet. Add the companies that have to be brought in, a line each."));
        }

        var counts = model.Shown.GroupBy(each => each.Status).ToDictionary(same => same.Key, same => same.Count());
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent,
                "Subcontractors",
                model.Rollout.Definition.Name,
                counts.Count == 0 ? "None yet" : Line(counts)
            ),
            body,
            [
                .. Pages.Buttons(ListVerb, data, page, pages),
                Actions.Execute("Add some", FormVerb, data),
                Actions.Execute("Status", CardVerbs.StatusShow, data),
            ]
        );
    }

    /// <summary><c>2 to invite, 5 invited, 3 approved</c>.</summary>
    public static string Line(IReadOnlyDictionary<SubcontractorStatus, int> counts) =>
        string.Join(", ", counts.OrderBy(each => each.Key).Select(each => $"{each.Value:N0} {each.Key.Name()}"));

    public static AdaptiveCard DrawForm(StoredRollout rollout, string typed, IReadOnlyList<string> problems) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Accent, "Subcontractors", "Add some", rollout.Definition.Name),
        [
            CardKit.Small(
                "A line each: company, contact’s e-mail, who looks after it. Without a name you look after it. "
                    + "They hear nothing of it from me until you send them an e-mail."),
            .. problems.Take(5).Select(CardKit.Error),
            Inputs.Text(Lines, "Company, contact’s e-mail, who looks after it", isMultiline: true, maxLength: MostCharacters,
                value: typed, placeholder: "Granite Paving, billing@granite.example.com, Sam Okafor"),
        ],
        [
            Actions.Execute("Add", AddVerb, Data(rollout), ActionStyle.Positive),
            Actions.Execute("Back to the list", ListVerb, Data(rollout), associatedInputs: AdaptiveAssociatedInputs.None),
        ]);

    public static AdaptiveCard DrawOne(SubcontractorsModel model, Subcontractor shown, string? notice)
    {
        var data = Data(model.Rollout).With(Id, shown.Id);
        List<AdaptiveElement> body = notice is null ? [] : [CardKit.Notice(AdaptiveContainerStyle.Emphasis, CardText.Escape(notice))];
        body.Add(
            CardKit.Row(
                shown.Email.Length == 0 ? "The contact was forgotten" : shown.Email,
                $"Looked after by {shown.Owner.Name}",
                shown.Status.Name(),
                Ends(model, shown)
            )
        );
        if (!model.MayMove(shown))
        {
            return CardKit.Card(Header(shown), body, [Back(model.Rollout)]);
        }

        body.Add(
            Inputs.Choices(
                Status,
                "Where it stands",
                [.. Enum.GetValues<SubcontractorStatus>().Select(status => Inputs.Choice(status.Name(), status.ToString()))],
                value: shown.Status.ToString()
            )
        );
        return CardKit.Card(
            Header(shown),
            body,
            [
                Actions.Execute("Save", SetVerb, data, ActionStyle.Positive),
                .. shown.Status == SubcontractorStatus.Invited
                    ?
                    [
                        Actions.Execute(
                            "Invited again today",
                            SetVerb,
                            data.With(Again, true),
                            associatedInputs: AdaptiveAssociatedInputs.None
                        ),
                    ]
                    : Array.Empty<AdaptiveAction>(),
                .. shown.Email.Length > 0
                    ? [Actions.Execute("Write an e-mail", MailVerb, data, associatedInputs: AdaptiveAssociatedInputs.None)]
                    : Array.Empty<AdaptiveAction>(),
                Back(model.Rollout),
            ]);
    }

    /// <summary>The finished e-mail: to send, or to copy where the bot may not send it.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="to">Who it is for.</param>
    /// <param name="email">The text.</param>
    /// <param name="barred">Why the bot does not send it; null where it does.</param>
    public static AdaptiveCard DrawMail(StoredRollout rollout, Subcontractor to, EmailTemplate email, string? barred) =>
        CardKit.Card(
            Header(to),
            barred is null
                // Shown and not to be edited: what is sent is this.
                ?
                [
                    CardKit.Text($"This goes out from the company’s mailbox to {CardText.Escape(to.Email)} when you press Send."),
                    CardKit.Title(email.Subject),
                    CardKit.Lines(Wording.Shorten(email.Body, Limits.EmailBody), AdaptiveContainerStyle.Emphasis),
                ]
                :
                [
                    CardKit.Text($"Copy it into a message of your own: {barred}"),
                    Inputs.Text("to", "To", value: to.Email),
                    Inputs.Text("subject", "Subject", value: email.Subject),
                    Inputs.Text("text", "Text", isMultiline: true, value: Wording.Shorten(email.Body, Limits.EmailBody)),
                ],
            [
                .. barred is null
                    ?
                    [
                        Actions.Execute(
                            "Send",
                            MailVerb,
                            Data(rollout).With(Id, to.Id).With(ActionData.Confirm, true),
                            ActionStyle.Positive,
                            AdaptiveAssociatedInputs.None
                        ),
                    ]
                    : Array.Empty<AdaptiveAction>(),
                Back(rollout),
            ]
        );

    /// <summary>For whoever looks after it: the invitation ends soon.</summary>
    public static AdaptiveCard DrawReminder(SubcontractorsModel model, Subcontractor shown) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Warning, "Subcontractors", $"{Wording.Shorten(shown.Company, 80)} has not accepted yet",
            model.Rollout.Definition.Name),
        [
            CardKit.Text(
                $"The invitation of {Dates.Day(shown.InvitedOn!.Value)} ends on "
                    + $"{Dates.Day(shown.EndsOn(model.Lane.InvitationDays)!.Value)}. "
                    + "Ask them to accept it; only the person invited can. If it should go to somebody else, send a new one."),
        ],
        [
            Actions.Execute("They accepted", SetVerb, Data(model.Rollout).With(Id, shown.Id)
                .With(Status, nameof(SubcontractorStatus.Accepted)), ActionStyle.Positive),
            Actions.Execute("Invited again today", SetVerb, Data(model.Rollout).With(Id, shown.Id).With(Again, true)),
            Actions.Execute("Write an e-mail", MailVerb, Data(model.Rollout).With(Id, shown.Id)),
        ]);

    private static AdaptiveContainer Row(SubcontractorsModel model, Subcontractor each, int page)
    {
        var data = Data(model.Rollout).With(Id, each.Id).With(Pages.Field, page);
        List<AdaptiveElement> content =
        [
            CardKit.Block(CardText.Escape(each.Company), weight: AdaptiveTextWeight.Bolder, spacing: AdaptiveSpacing.None),
            CardKit.Subtle(string.Join(" · ", new[] { each.Status.Name(), Ends(model, each), each.Owner.Name }.OfType<string>())),
        ];
        List<AdaptiveAction> actions = [Actions.Execute("Open", ShowVerb, data, about: each.Company)];
        if (model.MayMove(each) && each.Status != SubcontractorStatus.FirstBilling)
        {
            var next = each.Status + 1;
            actions.Insert(0, Actions.Execute(
                $"→ {next.Name()}", SetVerb, data.With(Status, next.ToString()).With("list", true), about: each.Company));
        }

        return CardKit.WideRow(content, actions);
    }

    private static string? Ends(SubcontractorsModel model, Subcontractor each) =>
        each.EndsOn(model.Lane.InvitationDays) is not { } day ? null
        : day < model.Today ? $"the invitation ended on {Dates.Short(day)}"
        : $"the invitation ends on {Dates.Short(day)}";

    private static AdaptiveContainer Header(Subcontractor shown) =>
        CardKit.Header(AdaptiveContainerStyle.Accent, "Subcontractors", shown.Company);

    private static AdaptiveExecuteAction Back(StoredRollout rollout) =>
        Actions.Execute("Back to the list", ListVerb, Data(rollout), associatedInputs: AdaptiveAssociatedInputs.None);

    private static JsonObject Data(StoredRollout rollout) => new() { [ActionData.Rollout] = rollout.Id.Value };
}
