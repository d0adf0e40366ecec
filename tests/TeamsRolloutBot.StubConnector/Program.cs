using System.Globalization;
using TeamsRolloutBot.StubConnector;

// The Bot Connector as a process of its own: what it was asked, and when, is kept and judged.
var options = new StubOptions();
var builder = WebApplication.CreateSlimBuilder(args);
builder.Configuration.Bind(options);
builder.Logging.ClearProviders();
builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{options.Port}"));
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxConcurrentConnections = null);
var app = builder.Build();
new StubEndpoints(options, TimeProvider.System).Map(app);
await app.StartAsync();
Console.WriteLine($"Listening at {app.Urls.First()}");
await app.WaitForShutdownAsync();
