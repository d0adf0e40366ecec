using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Resources;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace TeamsRolloutBot.Tests.Documents;

/// <summary>The printable sheet of a cohort.</summary>
public sealed partial class SheetPageTests
{
    private static readonly DateTimeZone Denver = DateTimeZoneProviders.Tzdb["America/Denver"];
    private static readonly Instant Now = Instant.FromUtc(2027, 3, 1, 12, 0);

    [Fact]
    public void The_code_beside_each_task_reads_as_its_link()
    {
        var rollout = ARollout();
        var html = SheetPage.Write(rollout, rollout.Definition.Cohorts[0], ["project-manager", "company-admin"], [Language.English], Now);

        var definition = rollout.Definition;
        var links = Checklists.ForMember(definition, null)
            .Concat(Checklists.ForMember(definition, "project-manager"))
            .Concat(Checklists.ForMember(definition, "company-admin"))
            .DistinctBy(task => task.Id)
            .Select(task => SafeLink.TryCreate(task.Url, out var link) ? link.Url : null)
            .OfType<string>()
            .ToList();

        Assert.NotEmpty(links);
        Assert.Equal(links, Code().Matches(html).Select(Read));
    }

    [Fact]
    public void Each_task_has_a_box_and_its_minutes_under_everybody_or_its_role()
    {
        var rollout = ARollout();
        var html = SheetPage.Write(rollout, rollout.Definition.Cohorts[0], ["payments-admin"], [Language.English], Now);

        var everybody = Checklists.ForMember(rollout.Definition, null);
        Assert.Equal(
            Checklists.ForMember(rollout.Definition, "payments-admin").Count,
            html.Split("<span class=\"box\">").Length - 1);
        var (first, second) = (html.IndexOf("<h2>Everybody</h2>", StringComparison.Ordinal), html.IndexOf(
            "<h2>Also for: Payments Admin</h2>", StringComparison.Ordinal));
        Assert.InRange(html.IndexOf(WebUtility.HtmlEncode(everybody[^1].Title), StringComparison.Ordinal), first, second);
        Assert.InRange(html.IndexOf("multi-factor", StringComparison.Ordinal), second, html.Length);
        Assert.Contains("<small>about 30 min</small>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_when_and_who_to_ask_on_a_page_for_each_language()
    {
        var rollout = ARollout();
        var html = WebUtility.HtmlDecode(
            SheetPage.Write(rollout, rollout.Definition.Cohorts[0], [], [Language.English, Language.Spanish, Language.French], Now));

        var pages = html.Split("<section lang=")[1..];
        Assert.Equal(["\"en\"", "\"es\"", "\"fr\""], pages.Select(page => page[..4]));
        Assert.Contains("Get ready for Procore Pay", pages[0], StringComparison.Ordinal);
        Assert.Contains("Monday, March 15", pages[0], StringComparison.Ordinal);
        Assert.Contains("Yard 4", pages[0], StringComparison.Ordinal);
        Assert.Contains("sam@contoso.example.com", pages[0], StringComparison.Ordinal);
        Assert.Contains("Prepárate para Procore Pay", pages[1], StringComparison.Ordinal);
        Assert.Contains("lunes, 15 de marzo", pages[1], StringComparison.Ordinal);
        Assert.Contains("lundi 15 mars", pages[2], StringComparison.Ordinal);
        Assert.Equal(Language.English, Language.Current);
    }

    [Fact]
    public void What_people_typed_is_text_and_nothing_is_loaded_or_run()
    {
        var rollout = ARollout("<script>alert(1)</script> & \"x\" <img src=x onerror=y>");
        var html = SheetPage.Write(rollout, rollout.Definition.Cohorts[0], [], Language.All, Now);

        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(?i)<[^>]* (src|href|on[a-z]+)=", html);
        Assert.DoesNotMatch("(?i)url\\(|@import", html);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
        Assert.Contains("@page{", html, StringComparison.Ordinal);
        Assert.Contains("@media print{", html, StringComparison.Ordinal);
    }

    private static StoredRollout ARollout(string name = "HQ Denver")
    {
        var sam = Person.FromEmail("sam@contoso.example.com", "Sam Okafor");
        var cohort = new Cohort
        {
            Id = new CohortId("c1"),
            Name = name,
            GoLive = new LocalDate(2027, 3, 15),
            Zone = Denver,
            ImplementationManager = sam,
            Sessions = [new TrainingSession(new LocalDateTime(2027, 3, 9, 10, 0), 60) { Id = "s1", Place = "Yard 4" }],
        };
        return new StoredRollout
        {
            TenantId = "tenant",
            CreatedAt = Instant.FromUtc(2027, 1, 4, 12, 0),
            Rollout = new Rollout
            {
                Id = RolloutId.New(),
                Owner = sam,
                Definition = RolloutDefinition.Start("Mountain region", ShippedPlaybooks.Default, Denver) with { Cohorts = [cohort] },
                State = RolloutState.Running,
            },
        };
    }

    // As a phone's camera sees it: four pixels per square, with a white border.
    private static string Read(Match code)
    {
        const int Points = 4;
        var modules = int.Parse(code.Groups[1].Value, CultureInfo.InvariantCulture);
        var side = (modules + 4) * Points;
        var grey = new byte[side * side];
        Array.Fill(grey, byte.MaxValue);
        foreach (Match run in Run().Matches(code.Groups[2].Value))
        {
            var (x, y, length) = (Number(run, 1), Number(run, 2), Number(run, 3));
            for (var row = (y + 2) * Points; row < (y + 3) * Points; row++)
            {
                Array.Fill(grey, (byte)0, (row * side) + ((x + 2) * Points), length * Points);
            }
        }

        var picture = new RGBLuminanceSource(grey, side, side, RGBLuminanceSource.BitmapFormat.Gray8);
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(picture))).Text;
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("""viewBox="0 0 ([0-9]+) [0-9]+"[^>]*><path d="([^"]*)"/>""")]
    private static partial Regex Code();

    [GeneratedRegex("M([0-9]+) ([0-9]+)h([0-9]+)v1h-[0-9]+z")]
    private static partial Regex Run();
}
