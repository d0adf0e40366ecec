using System.Globalization;
using TeamsRolloutBot.StubConnector;

// The Bot Connector as a separate process: logs which requests it gets and when, and evaluates
// them.
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
