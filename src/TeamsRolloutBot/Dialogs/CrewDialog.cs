using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Ticks tasks off for people who have no Teams at hand; open to their cohort's implementation
/// manager and the rollout's owner.
/// </summary>
internal sealed class CrewDialog(CohortChoice choice, CohortRepository cohorts, CrewTicks ticks) : IDialog
{
    public IEnumerable<Command> Commands =>
        [new(nameof(CommandTexts.DoneFor), CommandTexts.DoneForDoes, ShowAsync) { Topic = HelpTopic.Follow, IsForLeads = true }];

    public IEnumerable<Verb> Verbs =>
    [
        new(CrewCard.ShowVerb, (turn, ct) => ShowAsync(turn, string.Empty, ct)),
        new(CrewCard.MarkVerb, MarkAsync),
    ];

    private async Task<Reply> ShowAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, model, _, reply) = await ReadAsync(turn, name, ct);
        if (mine is null || model is null)
        {
            return reply!;
        }

        if (model.Ticked.Count > CrewCard.MostKept)
        {
            return Reply.With(CrewCard.Draw(model with { Error = ManagerTexts.MarkTheseFirst.With(model.Ticked.Count) }));
        }

        var pages = Wording.Pages(model.Members.Count, CrewCard.PageSize);
        return Reply.With(CrewCard.Draw(model with { Page = Math.Clamp(turn.Action?.GetInt32(CrewCard.To) ?? model.Page, 0, pages - 1) }));
    }

    private async Task<Reply> MarkAsync(Turn turn, CancellationToken ct)
    {
        var (mine, model, people, reply) = await ReadAsync(turn, string.Empty, ct);
        if (mine is null || model is null)
        {
            return reply!;
        }

        if (model.Cohort.Id != ActionTarget.Parse(turn.Action)?.Cohort)
        {
            // A different cohort was picked but never shown; show it first.
            return Reply.With(CrewCard.Draw(model));
        }

        var isEverybody = turn.Action?.GetBoolean(CrewCard.Everybody) == true;
        var ids = people.Where(person => isEverybody || model.Ticked.Contains(CrewCard.HandleOf(person.Person.Id)))
            .Select(person => person.Person.Id).ToList();
        if (model.Task is null)
        {
            return Reply.With(CrewCard.Draw(model with { Error = ManagerTexts.ChooseWhatTheyHaveDone }));
        }

        if (ids.Count == 0)
        {
            return Reply.With(CrewCard.Draw(model with { Error = ManagerTexts.TickWhoHasDoneIt }));
        }

        var by = mine.Leads(model.Cohort.Id) ? model.Cohort.ImplementationManager?.Id : mine.Rollout.Rollout.Owner.Id;
        var ticked = await ticks.MarkAsync(
            mine.Rollout, model.Cohort.Id, ids, model.Task == CrewCard.AllTasks ? null : model.Task, by ?? turn.Caller.Person.Id, ct);
        var (_, after, _, gone) = await ReadAsync(turn, string.Empty, ct);
        return after is null ? gone! : Reply.With(CrewCard.Draw(after with { Ticked = [], Notice = Said(ticked) }));
    }

    // Reads the card's content together with earlier selections on it.
    private async Task<(Access? Mine, CrewModel? Model, IReadOnlyList<Participant> People, Reply? Reply)> ReadAsync(
        Turn turn, string name, CancellationToken ct)
    {
        var (mine, own, cohort, reply) = await choice.FindOwnAsync(
            turn, name, CrewCard.ShowVerb, rollout => rollout.Rollout.IsOpen, ct);
        if (mine is null || cohort is null)
        {
            return (null, null, [], reply);
        }

        var people = await cohorts.ListParticipantsAsync(new CohortKey(mine.Rollout.Id, cohort.Id), ct: ct)
            .Where(person => person is { IsPresent: true, HasLeft: false })
            .ToListAsync(ct);
        var definition = mine.Rollout.Definition;
        var members = people
            .OrderBy(person => person.Person.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(person => person.Person.Id)
            .Select(person => Member(definition, person))
            .ToList();
        var tasks = people.Select(person => person.Role).Distinct().SelectMany(role => Checklists.ForMember(definition, role))
            .DistinctBy(task => task.Id).ToList();
        var task = turn.Action?.GetString(CrewCard.Task);
        var page = Math.Clamp(Pages.Of(turn.Action), 0, Wording.Pages(members.Count, CrewCard.PageSize) - 1);
        var model = new CrewModel(mine.Rollout.Id, own, cohort, tasks, members, page)
        {
            Task = task == CrewCard.AllTasks || tasks.Exists(each => each.Id == task) ? task : null,
            Ticked =
            [
                .. Handles(turn, CrewCard.Kept).Union(Handles(turn, CrewCard.People))
                    .Intersect(members.Select(member => member.Handle))
            ],
        };
        return (mine, model, people, null);
    }

    private static CrewMember Member(RolloutDefinition definition, Participant person)
    {
        var tasks = Checklists.ForMember(definition, person.Role);
        return new CrewMember(CrewCard.HandleOf(person.Person.Id), person.Person.Name, person.Progress.CountDone(tasks), tasks.Count);
    }

    private static string[] Handles(Turn turn, string field) =>
        (turn.Action?.GetString(field) ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static string Said(CrewTicked ticked) => string.Join(
        ' ',
        new[]
        {
            ManagerTexts.MarkedAsDoneForPeople.With(ticked.Marked),
            ticked.HadIt > 0 ? ManagerTexts.HadItDoneAlready.With(ticked.HadIt) : null,
            ticked.Without > 0 ? ManagerTexts.DoNotHaveThisTask.With(ticked.Without) : null,
        }.OfType<string>());
}
