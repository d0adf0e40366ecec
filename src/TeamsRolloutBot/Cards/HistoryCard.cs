using System.Text.Json.Nodes;
using AdaptiveCards;
using NodaTime;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>A page of what was done with a rollout, who did it and when.</summary>
internal static class HistoryCard
{
    public const string ShowVerb = "history.show";
    public const string FileVerb = "history.file";
    public const string TenantVerb = "tenant.log";

    public static AdaptiveCard Draw(HistoryModel model)
    {
        var data = new JsonObject { ["rollout"] = model.Rollout.Id.Value };
        List<AdaptiveAction> actions = [];
        if (model.Next is { } next)
        {
            actions.Add(Actions.Execute("Older", ShowVerb, data.With("after", next)));
        }

        actions.Add(Actions.Execute("As a file (CSV)", FileVerb, data));
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, "History", model.Rollout.Definition.Name,
                $"Who did what, the newest first. Times are in {model.Zone.Id}."),
            Rows(model.Lines, model.Zone),
            actions);
    }

    /// <summary>A page of the tenant's own log, for its administrators.</summary>
    public static AdaptiveCard DrawTenant(TenantLogModel model) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Accent, "Administration", "Log of the organisation",
            $"Whose data was given out or erased beside any one rollout, the newest first. Times are in {model.Zone.Id}."),
        Rows(model.Lines, model.Zone),
        model.Next is { } next ? [Actions.Execute("Older", TenantVerb, new JsonObject { ["after"] = next })] : []);

    private static List<AdaptiveElement> Rows(IReadOnlyList<HistoryLine> lines, DateTimeZone zone)
    {
        var body = lines.Select(line => (AdaptiveElement)CardKit.Row(
            Wording.Shorten(Sentence(line), 200),
            line.Entry.Detail is { } detail ? $"{Wording.Shorten(line.Who, 80)} · {Readable(detail)}" : Wording.Shorten(line.Who, 80),
            When(line.Entry.At, zone))).ToList();
        if (body.Count == 0)
        {
            body.Add(CardKit.Text("Nothing is recorded yet."));
        }

        return body;
    }

    private static string Sentence(HistoryLine line)
    {
        var whom = line.Entry.Subjects.Count switch
        {
            0 => null,
            var count when count <= line.Whom.Count => string.Join(", ", line.Whom.Select(name => Wording.Shorten(name, 60))),
            var count => Wording.Count(count, "person", "people"),
        };
        var parts = new[] { AuditWords.What(line.Entry.Action), whom, line.Cohort };
        var text = string.Join(" · ", parts.Where(part => part is not null));
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    // A moved date is kept as files spell it.
    private static string Readable(string detail) =>
        string.Join(
            " → ",
            detail
                .Split(" → ")
                .Select(part =>
                    NodaTime.Text.LocalDatePattern.Iso.Parse(part) is { Success: true, Value: var date } ? Dates.Full(date) : part
                )
        );

    private static string When(Instant at, DateTimeZone zone)
    {
        var local = at.InZone(zone);
        return $"{Dates.Short(local.Date)}, {local.TimeOfDay:HH:mm}";
    }
}
