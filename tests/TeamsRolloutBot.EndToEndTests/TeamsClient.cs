using Microsoft.Playwright;

namespace TeamsRolloutBot.EndToEndTests;

/// <summary>
/// A person at the local client in a browser, who types, fills in cards, presses buttons and takes
/// pictures.
/// </summary>
internal sealed class TeamsClient : IAsyncDisposable
{
    // A slow machine with other work needs time to start a browser and to draw.
    private const float PatienceMilliseconds = 120_000;

    private static readonly string[] BrowserArguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    // Takes the card out of the chat's column, so that only its own width counts. Charts are
    // redrawn for a new width.
    private const string Narrow = """
        async (card, width) => {
          document.querySelectorAll('[data-phone]').forEach(each => each.style.display = 'none');
          card.dataset.phone = 'true';
          Object.assign(card.style, { position: 'fixed', left: '0', top: '60px', width: width + 'px', maxWidth: width + 'px', minWidth: '0', zIndex: '9999', background: 'white', boxSizing: 'border-box' });
          window.dispatchEvent(new Event('resize'));
          await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
        }
        """;

    private const string WhatDoesNotFit = """
        async card => {
          const named = each => `${each.tagName.toLowerCase()}.${String(each.className.baseVal ?? each.className).split(' ')[0]} “${(each.innerText ?? each.value ?? '').trim().slice(0, 40)}”`;
          const look = () => {
            const problems = [];
            const edge = card.getBoundingClientRect();
            for (const each of card.querySelectorAll('*')) {
              const box = each.getBoundingClientRect();
              const style = getComputedStyle(each);
              if (box.width === 0 || box.height === 0 || style.visibility === 'hidden' || each.closest('svg svg, svg *, [aria-hidden=true]')) continue;
              if (box.right > edge.right + 1 || box.left < edge.left - 1) problems.push(`${named(each)} reaches ${Math.round(box.right - edge.right)} px over the edge`);
              else if (!/^(INPUT|TEXTAREA|SELECT|SVG)$/i.test(each.tagName) && style.overflowX !== 'visible' && each.scrollWidth > each.clientWidth + 1) problems.push(`${named(each)} has ${each.scrollWidth - each.clientWidth} px cut off`);
            }
            return problems;
          };
          // Some fields find their width over a few frames.
          let problems = look();
          for (let frame = 0; problems.length > 0 && frame < 30; frame++) {
            await new Promise(requestAnimationFrame);
            problems = look();
          }
          return problems;
        }
        """;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IPage _page;
    private readonly string _pictures;
    private int _picture;
    private int _cards = 1;

    private TeamsClient(IPlaywright playwright, IBrowser browser, IPage page, string pictures)
    {
        _playwright = playwright;
        _browser = browser;
        _page = page;
        _pictures = pictures;
    }

    /// <summary>The newest card of the open chat.</summary>
    public ILocator NewestCard => _page.Locator(".ac-adaptiveCard").Last;

    public IPage Page => _page;

    public static async Task<TeamsClient> OpenAsync(string address, string pictures)
    {
        Directory.CreateDirectory(pictures);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Browser.Path, Args = BrowserArguments });
        var page = await browser.NewPageAsync(
            new() { ViewportSize = new() { Width = 1100, Height = 1500 }, ReducedMotion = ReducedMotion.Reduce });
        page.SetDefaultTimeout(PatienceMilliseconds);
        var client = new TeamsClient(playwright, browser, page, pictures);
        await client.GoToAsync(address);
        return client;
    }

    public async Task GoToAsync(string address)
    {
        await _page.GotoAsync(address);
        await MessageBox.WaitForAsync();

        // The client loses what is typed before it has reached the bot.
        await _page.GetByText("installationUpdate 200").Last.WaitForAsync();
    }

    public async Task SayAsync(string text)
    {
        await MessageBox.ClickAsync();
        await _page.Keyboard.InsertTextAsync(text);
        await _page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Presses the newest button with that name.</summary>
    public Task PressAsync(string button) =>
        Chat.GetByRole(AriaRole.Button, new() { Name = button, Exact = true, IncludeHidden = true }).Last.ClickAsync();

    /// <summary>
    /// Presses the first button with that name on the newest card that shows the text.
    /// </summary>
    public Task PressOnCardAsync(string cardText, string button) =>
        CardWith(cardText).GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();

    /// <summary>Presses a button in the newest row that shows the text.</summary>
    public Task PressInRowAsync(string rowText, string button) =>
        _page.Locator(".ac-adaptiveCard").GetByText(rowText).Last.Locator("xpath=ancestor::div[.//button][1]")
            .GetByRole(AriaRole.Button, new() { Name = button, Exact = true, IncludeHidden = true }).First.ClickAsync();

    /// <summary>
    /// Fills in a field of the newest card that has it. An open date picker hides the others from
    /// assistive technology, but not from a person.
    /// </summary>
    public async Task FillAsync(string label, string value)
    {
        var field = Chat.GetByRole(AriaRole.Textbox, new() { Name = label, IncludeHidden = true }).Last;
        await field.FillAsync(value);

        // A card that is redrawn at this moment shows what was there before.
        await Assertions.Expect(field).ToHaveValueAsync(value, new() { Timeout = PatienceMilliseconds });
    }

    /// <summary>Fills in a date: the client's picker accepts a typed one.</summary>
    public Task FillDateAsync(string label, string value) => Chat.GetByLabel(label).Last.FillAsync(value);

    /// <summary>
    /// Presses the newest choice with that name; it is drawn as chosen a moment later.
    /// </summary>
    public async Task ChooseAsync(string choice)
    {
        await Chat.GetByLabel(choice).Last.ClickAsync();
        await Assertions.Expect(Chat.GetByLabel(choice).Last).ToBeCheckedAsync(new() { Timeout = PatienceMilliseconds });
    }

    /// <summary>Waits until a card in the chat shows the text.</summary>
    public Task SeesAsync(string text) => Chat.GetByText(text).Last.WaitForAsync();

    /// <summary>Waits until a card shows one text or the other.</summary>
    /// <returns>Whether it is the first.</returns>
    public async Task<bool> SeesFirstAsync(string text, string other)
    {
        await Chat.GetByText(text).Or(Chat.GetByText(other)).Last.WaitForAsync();
        return await Chat.GetByText(text).Last.IsVisibleAsync();
    }

    /// <summary>
    /// Waits until the newest card that shows one text also shows another; other cards may show it
    /// already.
    /// </summary>
    public Task SeesOnCardAsync(string cardText, string text) => CardWith(cardText).GetByText(text).First.WaitForAsync();

    /// <summary>Waits until the newest card shows the text.</summary>
    public Task SeesOnNewestCardAsync(string text) => NewestCard.GetByText(text).First.WaitForAsync();

    /// <summary>The number of cards in the chat.</summary>
    public Task<int> CountCardsAsync() => _page.Locator(".ac-adaptiveCard").CountAsync();

    /// <summary>Waits until the chat has more cards than that.</summary>
    public Task SeesAnotherCardAsync(int than) =>
        _page.WaitForFunctionAsync("seen => document.querySelectorAll('.ac-adaptiveCard').length > seen", than);

    /// <summary>Takes a picture of the newest card.</summary>
    public async Task PictureAsync(string name)
    {
        await NewestCard.ScrollIntoViewIfNeededAsync();
        await NewestCard.ScreenshotAsync(new() { Path = Path.Combine(_pictures, $"{++_picture:D2}-{name}.png") });
    }

    /// <summary>Takes a picture of the newest card that shows the text.</summary>
    public async Task CardPictureAsync(string cardText, string name)
    {
        await CardWith(cardText).ScrollIntoViewIfNeededAsync();
        await CardWith(cardText).ScreenshotAsync(new() { Path = Path.Combine(_pictures, $"{++_picture:D2}-{name}.png") });
    }

    /// <summary>
    /// Waits for another card, draws it at a given width, and returns what does not fit: what
    /// extends beyond the card's edge, and what is cut off inside. Fields and parts of a chart
    /// scroll or are drawn to scale, so each is checked as a whole. Also takes a picture of it.
    /// </summary>
    public async Task<string[]> FitsAsync(string name, int width)
    {
        await SeesAnotherCardAsync(_cards);
        _cards = await CountCardsAsync();
        await NewestCard.EvaluateAsync(Narrow, width);
        var problems = await NewestCard.EvaluateAsync<string[]>(WhatDoesNotFit);
        await NewestCard.ScreenshotAsync(new() { Path = Path.Combine(_pictures, $"{++_picture:D2}-{name.Replace(' ', '-')}.png") });
        return problems;
    }

    /// <summary>Takes a picture of the whole window.</summary>
    public Task WindowPictureAsync(string name) =>
        _page.ScreenshotAsync(new() { Path = Path.Combine(_pictures, $"{++_picture:D2}-{name}.png") });

    /// <summary>Opens another chat by its name in the list.</summary>
    public Task OpenChatAsync(string name) => _page.GetByRole(AriaRole.Button, new() { Name = name }).First.ClickAsync();

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private ILocator MessageBox => _page.Locator("[role=textbox][data-lexical-editor=true]");

    private ILocator CardWith(string text) => _page.Locator(".ac-adaptiveCard").Filter(new() { HasText = text }).Last;

    private ILocator Chat => _page.Locator("body");
}

/// <summary>The browser of this machine.</summary>
internal static class Browser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Its path; null if there is none.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
