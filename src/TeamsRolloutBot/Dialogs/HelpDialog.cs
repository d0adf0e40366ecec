using AdaptiveCards;
using TeamsRolloutBot.Cards;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Greetings and help.</summary>
internal sealed class HelpDialog(Greeting greeting, AccessControl access, StartPolicy policy, IServiceProvider services) : IDialog
{
    private static IReadOnlyList<(HelpTopic Topic, string Title)> Topics =>
    [
        (HelpTopic.TakePart, HelpTexts.TakePart),
        (HelpTopic.Define, HelpTexts.Define),
        (HelpTopic.Follow, HelpTexts.Follow),
        (HelpTopic.Train, HelpTexts.Train),
        (HelpTopic.Change, HelpTexts.Change),
        (HelpTopic.PersonalData, HelpTexts.PersonalData),
        (HelpTopic.Development, HelpTexts.Development),
    ];

    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.Help), null, HelpAsync) { AnsweredIn = AnsweredIn.Anywhere },
        new(nameof(CommandTexts.Thanks), null, ThanksAsync)
        {
            AnsweredIn = AnsweredIn.Anywhere, Takes = argument => argument.Length == 0
        },
        new(nameof(CommandTexts.Hello), null, HelloAsync) { AnsweredIn = AnsweredIn.Anywhere },
    ];

    public IEnumerable<Verb> Verbs => [new(CardVerbs.HelpShow, ShowAsync), new(CardVerbs.HelpTopic, TopicAsync)];

    private async Task<Reply> HelloAsync(Turn turn, string argument, CancellationToken ct) =>
        Reply.With(await greeting.WelcomeAsync(turn.Caller, ct));

    private static Task<Reply> ThanksAsync(Turn turn, string argument, CancellationToken ct) =>
        Task.FromResult(Reply.Say(HelpTexts.Welcome));

    private async Task<Reply> HelpAsync(Turn turn, string argument, CancellationToken ct) =>
        Reply.With(await DrawAsync(turn.Caller, ct));

    /// <summary>Help for one person; in a group, the same for everybody.</summary>
    public async Task<AdaptiveCard> DrawAsync(Caller caller, CancellationToken ct) =>
        caller.IsPersonalChat ? HelpCard.Draw(await ModelAsync(caller, ct)) : Greeting.ForAll;

    // When pressed on another card, help appears below it and leaves it in place.
    private async Task<Reply> ShowAsync(Turn turn, CancellationToken ct) => Reply.Below(HelpCard.Draw(await ModelAsync(turn.Caller, ct)));

    private async Task<Reply> TopicAsync(Turn turn, CancellationToken ct)
    {
        var model = await ModelAsync(turn.Caller, ct);
        var topic = model.Topics.FirstOrDefault(topic => topic.Id == turn.Action?.GetString(HelpCard.Topic));
        return Reply.With(topic is null ? HelpCard.Draw(model) : HelpCard.DrawTopic(topic));
    }

    private async Task<HelpModel> ModelAsync(Caller caller, CancellationToken ct)
    {
        var all = await access.AllAsync(caller, ct);
        var launched = all.Where(mine => mine.Rollout.Rollout.IsLaunched).ToList();
        var draft = all.FirstOrDefault(mine => mine.IsOwner && mine.Rollout.Rollout.State == RolloutState.Draft)?.Rollout;
        var owns = launched.Any(mine => mine.IsOwner);
        HashSet<HelpTopic> theirs = [HelpTopic.TakePart, HelpTopic.Development];
        Add(HelpTopic.Define, policy.MayStart(caller));
        var sees = launched.Any(mine => mine.MaySee);
        Add(HelpTopic.Follow, launched.Any(Access.MayFollow));
        Add(HelpTopic.Train, owns || launched.Any(mine => mine.LeadsAny));
        Add(HelpTopic.Change, owns);
        Add(HelpTopic.PersonalData, owns || policy.IsAdministrator(caller));

        // Resolved on demand, because this dialog is itself one of them.
        var commands = services.GetServices<IDialog>()
            .SelectMany(dialog => dialog.Commands)
            .Where(command => command.Description is not null && (sees || command.Topic != HelpTopic.Follow || command.IsForLeads))
            .ToLookup(command => command.Topic);
        return new HelpModel
        {
            Topics =
            [
                .. Topics
                    .Where(topic => theirs.Contains(topic.Topic) && commands[topic.Topic].Any())
                    .Select(
                        topic =>
                            new HelpTopicModel(
                                topic.Topic.ToString(), topic.Title,
                                [.. commands[topic.Topic].Select(command => (command.Title, command.Description!))])),
            ],
            MayStart = policy.MayStart(caller),
            SeesRollout = sees,
            TakesPart = launched.Any(mine => mine.Cohorts.Count > 0),
            Draft = draft is null ? null : (draft.Id, draft.Definition.Name, draft.Step),
        };

        void Add(HelpTopic topic, bool isTheirs)
        {
            if (isTheirs)
            {
                theirs.Add(topic);
            }
        }
    }
}
