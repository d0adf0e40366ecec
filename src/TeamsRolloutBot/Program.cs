using Microsoft.Bot.Builder;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.Hosting;
using TeamsRolloutBot.Hosting.Commands;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Protocol.Hosting;
using TeamsRolloutBot.Reports;
using TeamsRolloutBot.Storage;

if (CommandLine.Find(args) is { } command)
{
    return await command();
}

// Without what the bot has no use for (IIS, HTTP/3, event logs), but with certificates where they
// are configured. Settings are read once: watching their files means watching the whole folder, and
// that costs something at every write to a data file in it.
var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
builder.WebHost.UseKestrelHttpsConfiguration();

// State: an embedded file, or Azure Table Storage.
builder.Services.AddStorage(builder.Configuration);

// What a connection may cost.
builder.AddConnectionLimits();

// Teams: the adapter of the Bot Framework SDK with our own checks in front of it, the connector
// out, and the bot that each turn comes to.
builder.Services.AddTeamsProtocol(builder.Configuration);
builder.Services.AddSingleton<IBot, RolloutBot>();

// People, installation, mail and calendars through Microsoft Graph, where it is configured.
builder.Services.AddMicrosoft365(builder.Configuration);

// What is sent by plan.
builder.Services.AddDelivery(builder.Configuration, builder.Environment.IsDevelopment());
builder.Services.AddSingleton<IMessageComposer, MessageComposer>();

// What is answered.
builder.Services.AddConversation(builder.Configuration);

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
