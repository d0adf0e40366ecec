using TeamsRolloutBot.Tests;

namespace TeamsRolloutBot.IntegrationTests.Deployment;

/// <summary>
/// The tools that the scripts call, first in PATH: an <c>az</c> that logs its calls and gives the
/// documented answers of Azure, and a <c>dotnet</c> that is the real one, using what is already
/// built.
/// </summary>
internal sealed class StubTools : IDisposable
{
    /// <summary>The id of Graph's service principal in this tenant.</summary>
    public const string GraphResource = "6a6b6c6d-0000-4000-8000-000000000003";

    public const string Principal = "6a6b6c6d-0000-4000-8000-000000000001";

    public const string AppId = "6a6b6c6d-0000-4000-8000-000000000002";

    // Prints what the script asked for: the queries are the script's, and each is answered here by
    // name.
    private const string Az = """
        #!/bin/bash
        printf '%s\037' "$@" >> "$STUB/calls"; printf '\n' >> "$STUB/calls"
        all="$*"
        refuse() { echo "ERROR: $1" >&2; exit "${2:-1}"; }
        if [ -e "$STUB/refused" ] && [[ "$all" == *"$(cat "$STUB/refused")"* ]]; then refuse "$(cat "$STUB/refusal")"; fi
        case "$all" in
          "login") rm -f "$STUB/signed-out" ;;
          "account show"*) [ ! -e "$STUB/signed-out" ] || refuse "Please run 'az login' to setup account." ;;
          "group create"*) ;;
          "deployment group create"*) for each in "$@"; do case "$each" in image=*) echo "${each#image=}" > "$STUB/image" ;; esac; done; touch "$STUB/deployed" ;;
          "deployment group show"*"--query properties.parameters.image.value"*) cat "$STUB/image" 2>/dev/null || refuse "(DeploymentNotFound) Deployment 'rollout' could not be found." 3 ;;
          "deployment group show"*"--query properties.outputs."*)
            [ -e "$STUB/deployed" ] || refuse "(DeploymentNotFound) Deployment 'rollout' could not be found." 3
            name="${all#*properties.outputs.}"; cat "$STUB/outputs/${name%%.*}" ;;
          "ad signed-in-user show --query id"*) cat "$STUB/outputs/principalId" ;;
          "acr login"*"--expose-token"*) cat "$STUB/token" ;;
          "cloud show"*) echo https://graph.microsoft.com/ ;;
          "ad sp show"*"--query id --output tsv") cat "$STUB/resource" ;;
          "ad sp show"*"--query appId --output tsv") cat "$STUB/outputs/appId" ;;
          "ad sp show"*"--query appRoles[?value=="*) name="${all#*value==\'}"; cat "$STUB/roles/${name%%\'*}" 2>/dev/null ;;
          "rest --method GET"*) cat "$STUB/granted" 2>/dev/null ;;
          "rest --method POST"*) name="${all#*\"appRoleId\":\"}"; echo "${name%%\"*}" >> "$STUB/granted" ;;
          *) refuse "'$all' is misspelled or not recognized by the system." 2 ;;
        esac
        exit 0  # Nothing found is an empty answer, as with the real one.
        """;

    // Building it again in another configuration would take a minute.
    private const string Dotnet = """
        #!/bin/bash
        printf '%s\037' "$@" >> "$STUB/dotnet-calls"; printf '\n' >> "$STUB/dotnet-calls"
        case "$1" in
          publish) shift; exec "$REAL_DOTNET" publish "${@/#Release/$CONFIGURATION}" --no-build -p:PublishDir="$STUB/publish/" ;;
          run) while [ "$1" != -- ]; do shift; done; shift; exec "$REAL_DOTNET" "$BOT" "${@/#artifacts/$STUB/artifacts}" ;;
          *) exec "$REAL_DOTNET" "$@" ;;
        esac
        """;

    public StubTools()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "outputs"));
        Directory.CreateDirectory(Path.Combine(Folder, "roles"));
        Write("bin/az", Az);
        Write("bin/dotnet", Dotnet);
        Write("outputs/appId", AppId);
        Write("outputs/domain", "rollout-bot.kindsea.westeurope.azurecontainerapps.io");
        Write("outputs/principalId", Principal);
        Write("resource", GraphResource);
        foreach (var (permission, role) in Roles)
        {
            Write($"roles/{permission}", role);
        }

        Write("token", OciRegistry.Password);
    }

    /// <summary>Graph's application permissions, with made-up ids.</summary>
    public static IReadOnlyDictionary<string, string> Roles { get; } =
        new[]
        {
            "AppCatalog.Read.All",
            "TeamsAppInstallation.ReadWriteSelfForUser.All",
            "User.ReadBasic.All",
            "Group.ReadBasic.All",
            "GroupMember.ReadBasic.All",
            "Mail.Send",
            "Calendars.ReadWrite",
            "MailboxSettings.Read",
            "OnlineMeetings.Read.All",
            "OnlineMeetingArtifact.Read.All",
        }
            .Select((name, index) => (name, $"00000000-0000-4000-9000-{index:D12}"))
            .ToDictionary(role => role.name, role => role.Item2, StringComparer.Ordinal);

    /// <summary>The names of the permissions granted so far.</summary>
    public IEnumerable<string> Granted =>
        File.Exists(GrantedFile) ? File.ReadAllLines(GrantedFile).Select(id => Roles.Single(role => role.Value == id).Key) : [];

    private string GrantedFile => Path.Combine(Folder, "granted");

    public string Folder { get; } = Directory.CreateTempSubdirectory("rollout-deploy-").FullName;

    public Dictionary<string, string> Environment => new(StringComparer.Ordinal)
    {
        ["PATH"] = $"{Path.Combine(Folder, "bin")}:{System.Environment.GetEnvironmentVariable("PATH")}",
        ["STUB"] = Folder,
        ["REAL_DOTNET"] = Shell.Dotnet,
        ["BOT"] = typeof(TeamsRolloutBot.State.StoredRollout).Assembly.Location,
        ["CONFIGURATION"] = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name,
    };

    /// <summary>The calls to <c>az</c>, in order.</summary>
    public IReadOnlyList<string[]> AzCalls => Calls("calls");

    public IReadOnlyList<string[]> DotnetCalls => Calls("dotnet-calls");

    public void Write(string name, string content)
    {
        var file = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content.ReplaceLineEndings("\n") + "\n");
        if (!OperatingSystem.IsWindows() && name.StartsWith("bin/", StringComparison.Ordinal))
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>From now on, Azure refuses calls that contain these words.</summary>
    public void Refuse(string words, string message)
    {
        Write("refused", words);
        Write("refusal", message);
    }

    public Task<Shell> RunAsync(string line) => Shell.RunAsync(line, Repository.Root, Environment);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string[][] Calls(string name)
    {
        var file = Path.Combine(Folder, name);
        return File.Exists(file) ? [.. File.ReadAllLines(file).Select(line => line.TrimEnd('\u001f').Split('\u001f'))] : [];
    }
}
