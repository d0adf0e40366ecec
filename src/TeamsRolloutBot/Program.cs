using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Hosting;
using TeamsRolloutBot.Hosting.Commands;
using TeamsRolloutBot.Hosting.Development;
using TeamsRolloutBot.Protocol.Hosting;

Language.IgnoreTheMachines();
if (CommandLine.Find(args) is { } command)
{
    return await command();
}

// Without what the bot has no use for (IIS, HTTP/3, event logs), but with certificates where they
// are configured. Settings are read once: watching their files means watching the whole folder, and
// that costs something at every write to a data file in it.
var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
builder.WebHost.UseKestrelHttpsConfiguration();

// What a connection may cost.
builder.AddConnectionLimits();

// Storage, Teams, Microsoft 365, delivery and the dialogs.
builder.Services.AddRooms(builder.Configuration, builder.Environment.IsDevelopment());

// How it is doing.
builder.Services.AddHealth(builder.Configuration);
builder.AddTelemetry();

// A developer's clock and local client.
builder.AddDevelopmentHelpers();

var app = builder.Build();
app.UseSecurityHeaders();
app.MapActivities();
app.MapDownloads();
app.MapHealth();
app.MapPages();
try
{
    await app.RunAsync();
    return 0;
}
catch (IOException fault) when (fault.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    Console.Error.WriteLine($"{fault.Message} Stop what listens there, or choose another address with the setting Urls.");
    return 1;
}
