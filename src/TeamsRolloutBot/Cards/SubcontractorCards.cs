using AdaptiveCards;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>The subcontractors a person looks after.</summary>
/// <param name="Rollout">The rollout.</param>
/// <param name="Lane">How the playbook onboards them.</param>
/// <param name="Shown">The ones the reader may see, sorted by company.</param>
/// <param name="Today">Today in the rollout's zone.</param>
internal sealed record SubcontractorsModel(
    StoredRollout Rollout,
    SubcontractorLane Lane,
    IReadOnlyList<Subcontractor> Shown,
    LocalDate Today
)
{
    /// <summary>Whether the reader may change a subcontractor's status.</summary>
    public required Func<Subcontractor, bool> MayMove { get; init; }
}

/// <summary>
/// External companies to onboard: the list, a single company, and the form to add more.
/// </summary>
internal static class SubcontractorCards
{
    public const string ListVerb = "sub.list";
    public const string ShowVerb = "sub.show";
    public const string FormVerb = "sub.form";
    public const string AddVerb = "sub.add";
    public const string SetVerb = "sub.set";
    public const string MailVerb = "sub.mail";

    /// <summary>
    /// The input for the lines to add; <c>Status</c> is the data field for the new status.
    /// </summary>
    public const string Lines = "subcontractors";
    public const string Status = "status";


    /// <summary>The maximum length of the input.</summary>
    public const int MostCharacters = 12_000;

    private const int PageSize = 8;

    public static AdaptiveCard DrawList(SubcontractorsModel model, int page)
    {
        var pages = Wording.Pages(model.Shown.Count, PageSize);
        page = Math.Clamp(page, 0, pages - 1);
        var data = new ActionTarget(model.Rollout.Id).ToData();
        List<AdaptiveElement> body = [.. model.Shown.Skip(page * PageSize).Take(PageSize).Select(each => Row(model, each, page))];
        if (body.Count == 0)
        {
            body.Add(CardKit.Text(ManagerTexts.NobodyIsOnTheListYet));
        }

        var counts = model.Shown.GroupBy(each => each.Status).ToDictionary(same => same.Key, same => same.Count());
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent,
                ManagerTexts.Subcontractors,
                model.Rollout.Definition.Name,
                counts.Count == 0 ? ManagerTexts.NoneYet : Line(counts)
            ),
            body,
            [
                .. Pages.Buttons(ListVerb, data, page, pages),
                Actions.Execute(ManagerTexts.AddSome, FormVerb, data),
                Actions.Execute(ManagerTexts.Status, CardVerbs.StatusShow, data),
            ]
        );
    }

    /// <summary><c>2 to invite, 5 invited, 3 approved</c>.</summary>
    public static string Line(IReadOnlyDictionary<SubcontractorStatus, int> counts) =>
        string.Join(", ", counts.OrderBy(each => each.Key).Select(each => $"{each.Value:N0} {each.Key.Name()}"));

    public static AdaptiveCard DrawForm(StoredRollout rollout, string typed, IReadOnlyList<string> problems) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Accent, ManagerTexts.Subcontractors, ManagerTexts.AddSome, rollout.Definition.Name),
        [
            CardKit.Small(
                ManagerTexts.ALineEachCompanyContactsE),
            .. problems.Take(5).Select(CardKit.Error),
            Inputs.Text(Lines, ManagerTexts.CompanyContactsEMailWhoLooks, isMultiline: true, maxLength: MostCharacters,
                value: typed, placeholder: ManagerTexts.GranitePavingBillingGraniteExampleCom),
        ],
        [
            Actions.Execute(ManagerTexts.Add, AddVerb, new ActionTarget(rollout.Id).ToData(), ActionStyle.Positive),
            Back(rollout),
        ]);

    public static AdaptiveCard DrawOne(SubcontractorsModel model, Subcontractor shown, string? notice)
    {
        var action = ActionOf(model, shown);
        var data = action.ToData();
        List<AdaptiveElement> body = notice is null ? [] : [CardKit.Notice(AdaptiveContainerStyle.Emphasis, CardText.Escape(notice))];
        body.Add(
            CardKit.Row(
                shown.Email.Length == 0 ? ManagerTexts.TheContactWasForgotten : shown.Email,
                ManagerTexts.LookedAfterBy2.With(shown.Owner.Name),
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
                ManagerTexts.WhereItStands,
                [.. Enum.GetValues<SubcontractorStatus>().Select(status => Inputs.Choice(status.Name(), status.ToString()))],
                value: shown.Status.ToString()
            )
        );
        return CardKit.Card(
            Header(shown),
            body,
            [
                Actions.Execute(ManagerTexts.Save, SetVerb, data, ActionStyle.Positive),
                .. shown.Status == SubcontractorStatus.Invited
                    ?
                    [
                        Actions.WithoutInputs(ManagerTexts.InvitedAgainToday, SetVerb, (action with { IsInvitedAgain = true }).ToData()),
                    ]
                    : Array.Empty<AdaptiveAction>(),
                .. shown.Email.Length > 0
                    ? [Actions.WithoutInputs(ManagerTexts.WriteAnEMail, MailVerb, data)]
                    : Array.Empty<AdaptiveAction>(),
                Back(model.Rollout),
            ]);
    }

    /// <summary>The finished e-mail, to send, or to copy if the bot may not send it.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="to">The recipient.</param>
    /// <param name="email">The text.</param>
    /// <param name="barred">Why the bot cannot send it; null if it can.</param>
    public static AdaptiveCard DrawMail(StoredRollout rollout, Subcontractor to, EmailTemplate email, string? barred) =>
        CardKit.Card(
            Header(to),
            barred is null
                // Read-only: exactly this text is sent.
                ?
                [
                    CardKit.Text(ManagerTexts.ThisGoesOutFromTheCompanys2.With(to.Email)),
                    CardKit.Title(email.Subject),
                    CardKit.Lines(Wording.Shorten(email.Body, Limits.EmailBody), AdaptiveContainerStyle.Emphasis),
                ]
                :
                [
                    CardKit.Text(ManagerTexts.CopyItIntoAMessageOf.With(barred)),
                    Inputs.Text("to", ManagerTexts.To, value: to.Email),
                    Inputs.Text("subject", ManagerTexts.Subject, value: email.Subject),
                    Inputs.Text("text", ManagerTexts.Text, isMultiline: true, value: Wording.Shorten(email.Body, Limits.EmailBody)),
                ],
            [
                .. barred is null
                    ?
                    [
                        Actions.Execute(
                            ManagerTexts.Send,
                            MailVerb,
                            new SubcontractorAction(rollout.Id, to.Id).ToData().Confirmed(),
                            ActionStyle.Positive,
                            AdaptiveAssociatedInputs.None
                        ),
                    ]
                    : Array.Empty<AdaptiveAction>(),
                Back(rollout),
            ]
        );

    /// <summary>Warns the person in charge that the invitation expires soon.</summary>
    public static AdaptiveCard DrawReminder(SubcontractorsModel model, Subcontractor shown) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Warning, ManagerTexts.Subcontractors,
            ManagerTexts.HasNotAcceptedYet.With(Wording.Shorten(shown.Company, 80)),
            model.Rollout.Definition.Name),
        [
            CardKit.Text(
                ManagerTexts.TheInvitationOfEndsOnAsk.With(Dates.Day(shown.InvitedOn!.Value),
                    Dates.Day(shown.EndsOn(model.Lane.InvitationDays)!.Value))),
        ],
        [
            Actions.Execute(ManagerTexts.TheyAccepted, SetVerb,
                ActionOf(model, shown).ToData().With(Status, nameof(SubcontractorStatus.Accepted)), ActionStyle.Positive),
            Actions.Execute(ManagerTexts.InvitedAgainToday, SetVerb, (ActionOf(model, shown) with { IsInvitedAgain = true }).ToData()),
            Actions.Execute(ManagerTexts.WriteAnEMail, MailVerb, ActionOf(model, shown).ToData()),
        ]);

    private static SubcontractorAction ActionOf(SubcontractorsModel model, Subcontractor shown) => new(model.Rollout.Id, shown.Id);

    private static AdaptiveContainer Row(SubcontractorsModel model, Subcontractor each, int page)
    {
        var action = ActionOf(model, each);
        List<AdaptiveElement> content =
        [
            CardKit.Block(CardText.Escape(each.Company), weight: AdaptiveTextWeight.Bolder, spacing: AdaptiveSpacing.None),
            CardKit.Subtle(string.Join(" · ", new[] { each.Status.Name(), Ends(model, each), each.Owner.Name }.OfType<string>())),
        ];
        List<AdaptiveAction> actions = [Actions.Execute(ManagerTexts.Open, ShowVerb, action.ToData().OnPage(page), about: each.Company)];
        if (model.MayMove(each) && each.Status != SubcontractorStatus.FirstBilling)
        {
            var next = each.Status + 1;
            actions.Insert(0, Actions.Execute(
                $"→ {next.Name()}", SetVerb,
                (action with { IsOnList = true }).ToData().OnPage(page).With(Status, next.ToString()), about: each.Company));
        }

        return CardKit.WideRow(content, actions);
    }

    private static string? Ends(SubcontractorsModel model, Subcontractor each) =>
        each.EndsOn(model.Lane.InvitationDays) is not { } day ? null
        : day < model.Today ? ManagerTexts.TheInvitationEndedOn.With(Dates.Short(day))
        : ManagerTexts.TheInvitationEndsOn.With(Dates.Short(day));

    private static AdaptiveContainer Header(Subcontractor shown) =>
        CardKit.Header(AdaptiveContainerStyle.Accent, ManagerTexts.Subcontractors, shown.Company);

    private static AdaptiveExecuteAction Back(StoredRollout rollout) =>
        Actions.WithoutInputs(ManagerTexts.BackToTheList, ListVerb, new ActionTarget(rollout.Id).ToData());
}
