using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>A page of a rollout's history: who did what, and when.</summary>
internal static class HistoryCard
{
    public const string ShowVerb = "history.show";
    public const string FileVerb = "history.file";
    public const string TenantVerb = "tenant.log";

    public static AdaptiveCard Draw(HistoryModel model)
    {
        var data = new ActionTarget(model.Rollout.Id).ToData();
        List<AdaptiveAction> actions = [];
        if (model.Next is { } next)
        {
            actions.Add(Actions.Execute(Pages.Next, ShowVerb, data.GoingOnAfter(next)));
        }

        actions.Add(Actions.Execute(ManagerTexts.AsAFileCSV, FileVerb, data));
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, ManagerTexts.History, model.Rollout.Definition.Name,
                ManagerTexts.WhoDidWhatTheNewestFirst.With(model.Zone.Id)),
            Rows(model.Lines, model.Zone),
            actions);
    }

    /// <summary>A page of the tenant-wide log, for its administrators.</summary>
    public static AdaptiveCard DrawTenant(TenantLogModel model) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Accent, ManagerTexts.Administration, ManagerTexts.LogOfTheOrganisation,
            ManagerTexts.WhoseDataWasGivenOutOr.With(model.Zone.Id)),
        Rows(model.Lines, model.Zone),
        model.Next is { } next ? [Actions.Execute(Pages.Next, TenantVerb, new JsonObject().GoingOnAfter(next))] : []);

    private static List<AdaptiveElement> Rows(IReadOnlyList<HistoryLine> lines, DateTimeZone zone)
    {
        var body = lines.Select(line => (AdaptiveElement)CardKit.Row(
            Wording.Shorten(Sentence(line), 240),
            Detail(line),
            When(line.Entry.At, zone))).ToList();
        if (body.Count == 0)
        {
            body.Add(CardKit.Text(ManagerTexts.NothingIsRecordedYet));
        }

        return body;
    }

    // Robin Hale added Maria Lopez, Sam Okafor
    private static string Sentence(HistoryLine line)
    {
        var done = AuditWords.What(line.Entry.Action);
        var to = People(line) ?? (IsSentence(done) ? null : line.Cohort ?? Whole(line.Entry.Action));
        return $"{Wording.Shorten(line.Who, 80)} {done}{(to is null ? null : IsSentence(done) ? $" · {to}" : $" {to}")}";
    }

    // A phrase such as “answered a question” needs a separator before the names.
    private static bool IsSentence(string done) => done.Contains(' ', StringComparison.Ordinal);

    private static string? People(HistoryLine line) => line.Entry.Subjects.Count switch
    {
        0 => null,
        var count when count <= line.About.Count => string.Join(", ", line.About.Select(name => Wording.Shorten(name, 60))),
        var count => ManagerTexts.People2.With(count),
    };

    private static string? Whole(AuditAction action) =>
        action is AuditAction.Defined or AuditAction.Launched or AuditAction.Paused or AuditAction.Resumed or AuditAction.Closed
            ? ManagerTexts.TheRollout
            : null;

    private static string? Detail(HistoryLine line)
    {
        var isInSentence = People(line) is null && !IsSentence(AuditWords.What(line.Entry.Action));
        var parts = new[] { isInSentence ? null : line.Cohort, line.Entry.Detail is { } detail ? Readable(detail) : null }
            .OfType<string>()
            .ToList();
        return parts.Count == 0 ? null : string.Join(" · ", parts);
    }

    // Moved dates are stored in ISO format.
    private static string Readable(string detail) =>
        string.Join(
            " → ",
            detail
                .Split(" → ")
                .Select(part =>
                    NodaTime.Text.LocalDatePattern.Iso.Parse(part) is { Success: true, Value: var date }
                        ? Dates.Full(date)
                        : AuditWords.Detail(part)
                )
        );

    private static string When(Instant at, DateTimeZone zone)
    {
        var local = at.InZone(zone);
        return $"{Dates.Short(local.Date)}, {local.TimeOfDay:HH:mm}";
    }
}
