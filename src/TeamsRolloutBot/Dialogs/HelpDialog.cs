using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Greetings and help.</summary>
internal sealed class HelpDialog(Greeting greeting, AccessControl access, StartPolicy policy, IServiceProvider services) : IDialog
{
    private static readonly IReadOnlyList<(HelpTopic Topic, string Title)> Topics =
    [
        (HelpTopic.TakePart, "Take part"),
        (HelpTopic.Define, "Define a rollout"),
        (HelpTopic.Follow, "Follow a rollout"),
        (HelpTopic.Train, "Train your cohort"),
        (HelpTopic.Change, "Change a running rollout"),
        (HelpTopic.PersonalData, "Personal data"),
        (HelpTopic.Development, "Try it out"),
    ];

    public IEnumerable<Command> Commands =>
    [
        new(["help", "what can you do", "commands", "?"], null, HelpAsync) { AnsweredIn = AnsweredIn.Anywhere },
        new(["thanks", "thank you", "thx", "great", "ok", "okay"], null, ThanksAsync)
        {
            AnsweredIn = AnsweredIn.Anywhere, Takes = argument => argument.Length == 0
        },
        new(["hi", "hello", "hey", "good morning", "start over"], null, HelloAsync) { AnsweredIn = AnsweredIn.Anywhere },
    ];

    public IEnumerable<Verb> Verbs => [new(CardVerbs.HelpShow, ShowAsync), new(CardVerbs.HelpTopic, TopicAsync)];

    private async Task<Reply> HelloAsync(Turn turn, string argument, CancellationToken ct) =>
        Reply.With(await greeting.WelcomeAsync(turn.Caller, ct));

    private static Task<Reply> ThanksAsync(Turn turn, string argument, CancellationToken ct) =>
        Task.FromResult(Reply.Say("You’re welcome. “help” says what else I can do."));

    private async Task<Reply> HelpAsync(Turn turn, string argument, CancellationToken ct) =>
        Reply.With(turn.Caller.IsPersonalChat ? HelpCard.Draw(await ModelAsync(turn.Caller, ct)) : Greeting.ForAll);

    // Pressed on another card, help comes below it: that card stays.
    private async Task<Reply> ShowAsync(Turn turn, CancellationToken ct) => Reply.Below(HelpCard.Draw(await ModelAsync(turn.Caller, ct)));

    private async Task<Reply> TopicAsync(Turn turn, CancellationToken ct)
    {
        var model = await ModelAsync(turn.Caller, ct);
        var topic = model.Topics.FirstOrDefault(topic => topic.Id == turn.Action?.GetString(ActionData.Topic));
        return Reply.With(topic is null ? HelpCard.Draw(model) : HelpCard.DrawTopic(topic));
    }

    private async Task<HelpModel> ModelAsync(Caller caller, CancellationToken ct)
    {
        var all = await access.AllAsync(caller, ct);
        var launched = all.Where(mine => mine.Rollout.Rollout.State != RolloutState.Draft).ToList();
        var draft = all.FirstOrDefault(mine => mine.IsOwner && mine.Rollout.Rollout.State == RolloutState.Draft)?.Rollout;
        var owns = launched.Any(mine => mine.IsOwner);
        HashSet<HelpTopic> theirs = [HelpTopic.TakePart, HelpTopic.Development];
        Add(HelpTopic.Define, policy.MayStart(caller));
        Add(HelpTopic.Follow, launched.Any(mine => mine.MaySee));
        Add(HelpTopic.Train, owns || launched.Any(mine => mine.Cohorts.Any(part => part.Involvement == Involvement.ImplementationManager)));
        Add(HelpTopic.Change, owns);
        Add(HelpTopic.PersonalData, owns || policy.IsAdministrator(caller));

        // The dialogs are asked when help is, not before: this one is among them.
        var commands = services.GetServices<IDialog>()
            .SelectMany(dialog => dialog.Commands)
            .Where(command => command.Description is not null)
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
                                [.. commands[topic.Topic].Select(command => (command.Words[0], command.Description!))])),
            ],
            MayStart = policy.MayStart(caller),
            SeesRollout = theirs.Contains(HelpTopic.Follow),
            TakesPart = launched.Any(mine => mine.Cohorts.Count > 0),
            Draft = draft is null ? null : (draft.Id.Value, draft.Definition.Name, draft.Step),
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
