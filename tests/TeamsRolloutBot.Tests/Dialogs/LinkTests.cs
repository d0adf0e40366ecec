using TeamsRolloutBot.Dialogs.Files;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// Wherever an address can be entered, it has to be http or https without a user name, or is
/// refused with a reason.
/// </summary>
public sealed class LinkTests
{
    public static TheoryData<string> Wrong =>
    [
        "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html;base64,PHNjcmlwdD4=", "vbscript:x", "msteams:/l/chat/0/0",
        "file:///etc/passwd", "ftp://e.example/x", "mailto:a@e.example",
        "https://procore.com@evil.example/", "https://user:secret@evil.example/", "https://", "http:///x",
        "https://procore.com:password@[::1]/",
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_link_of_another_kind_is_none(string url) => Assert.False(SafeLink.TryCreate(url, out _));

    [Fact]
    public void A_backslash_does_not_hide_a_user_name() => Assert.False(SafeLink.TryCreate("https://good.example\\@evil.example/", out _));

    [Theory]
    [InlineData("https://e.example/a b(c)", "https://e.example/a%20b(c)")]
    [InlineData(" HTTPS://E.example/x ", "https://e.example/x")]
    public void A_link_is_kept_in_its_escaped_form(string typed, string kept)
    {
        Assert.True(SafeLink.TryCreate(typed, out var link));
        Assert.Equal(kept, link.Url);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Best_practices_refuse_it_and_keep_what_was_typed(string url)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.NewAsync(bot);

        var answer = await bot.PressAsync(
            TestPerson.Robin, "define.next", (await Script.StepAsync(bot, 4)).With("practices", $"Invoices | {url}"));

        Assert.Contains("Line 1: the link must begin with https:// or http://", answer, StringComparison.Ordinal);
        Assert.Contains($"Invoices | {url}", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_with_a_colon_is_no_link()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.NewAsync(bot);

        var answer = await bot.PressAsync(
            TestPerson.Robin, "define.next", (await Script.StepAsync(bot, 4)).With("practices", "Invoices | Note: by the 25th, 10:30"));

        Assert.DoesNotContain("Line 1", answer, StringComparison.Ordinal);
        Assert.Contains("STEP 5 OF 11", answer, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Training_material_refuses_it(string url)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.NewAsync(bot);

        var answer = await bot.PressAsync(
            TestPerson.Robin, "define.next", (await Script.StepAsync(bot, 3)).With("webinarList", $"Kick-off | 30 | {url}"));

        Assert.Contains("the link must begin with https:// or http://", answer, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_definition_file_with_it_is_not_imported(string url)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var file = $$"""
            {"name":"Imported","manager":{"name":"Robin","email":"robin@contoso.example.com"},"timeZone":"America/Denver","bestPractices":[{"title":"Invoices","url":"{{url}}"}],
             "cohorts":[{"name":"HQ","goLive":"2027-03-15"}]}
            """;

        var answer = Assert.Single(await bot.SayAsync(TestPerson.Robin, file));

        Assert.Contains(
            "is not a link: it must begin with https:// or http://", answer.Replace("\\", string.Empty, StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("https://rollout.contoso.com", true)]
    [InlineData("http://127.0.0.1:3978/bot/", true)]
    [InlineData("rollout.contoso.com", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("https://user@rollout.contoso.com", false)]
    [InlineData("https://rollout.contoso.com/?x=", false)]
    public void The_address_that_links_to_files_begin_with_is_checked_at_the_start(string url, bool isFine)
    {
        var checkedOptions = new PublicAddressValidator().Validate(null, new PublicAddress { PublicUrl = url });

        Assert.Equal(isFine, checkedOptions.Succeeded);
        Assert.True(isFine || checkedOptions.FailureMessage!.StartsWith("Bot:PublicUrl", StringComparison.Ordinal));
    }
}
