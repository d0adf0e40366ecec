namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>A cohort that a column of a list of people names, as it is written there.</summary>
/// <param name="name">Its name.</param>
internal sealed class ListedCohort(string name)
{
    public string Name => name;

    private readonly List<Member> _members = [];
    private readonly List<string> _goLives = [];
    private readonly List<string> _zones = [];
    private readonly List<string> _leads = [];

    public IReadOnlyList<Member> Members => _members;

    /// <summary>What its rows say of its go-live, each once.</summary>
    public IReadOnlyList<string> GoLives => _goLives;

    /// <summary>What they say of its time zone.</summary>
    public IReadOnlyList<string> Zones => _zones;

    /// <summary>What they say of its implementation manager.</summary>
    public IReadOnlyList<string> Leads => _leads;

    /// <summary>Somebody joins it, in a row that may say more of it.</summary>
    public void Add(PeopleRow row, Member member)
    {
        _members.Add(member);
        AddTo(_goLives, row.CohortGoLive);
        AddTo(_zones, row.CohortZone);
        AddTo(_leads, row.CohortLead);
    }

    private static void AddTo(List<string> said, string text)
    {
        if (text.Length > 0 && !said.Contains(text))
        {
            said.Add(text);
        }
    }
}
