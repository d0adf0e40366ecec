using System.Text.RegularExpressions;

namespace TeamsRolloutBot.Domain.Subcontractors;

/// <summary>
/// The company's e-mail to a subcontractor: a text with the fields <c>{company}</c>,
/// <c>{owner}</c>, <c>{days}</c> and <c>{guide}</c>.
/// </summary>
public static partial class SubcontractorEmail
{
    private static readonly string[] Fields = ["company", "owner", "days", "guide"];

    /// <summary>The unknown fields a text uses.</summary>
    public static IReadOnlyList<string> UnknownFields(string text) =>
    [
        .. Field().Matches(text).Select(match => match.Groups[1].Value)
            .Where(name => !Fields.Contains(name, StringComparer.OrdinalIgnoreCase)).Distinct()
    ];

    /// <summary>
    /// The finished e-mail; text shipped with the bot is in the current language. Inserted values
    /// are never expanded again.
    /// </summary>
    public static EmailTemplate Write(SubcontractorLane lane, Subcontractor subcontractor)
    {
        ArgumentNullException.ThrowIfNull(lane);
        ArgumentNullException.ThrowIfNull(subcontractor);
        return new EmailTemplate(Fill(PlaybookContent.Of(lane.Email.Subject)), Fill(PlaybookContent.Of(lane.Email.Body)));

        string Fill(string text) => Field().Replace(text, match => match.Groups[1].Value.ToLowerInvariant() switch
        {
            "company" => subcontractor.Company,
            "owner" => subcontractor.Owner.Name,
            "days" => $"{lane.InvitationDays}",
            "guide" => lane.Url ?? RuleTexts.WeSendItToYou,
            _ => match.Value,
        });
    }

    [GeneratedRegex(@"\{([^{}\r\n]{1,40})\}")]
    private static partial Regex Field();
}
