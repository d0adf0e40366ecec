namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>A cohort named in a column of a people list, as written there.</summary>
/// <param name="name">Its name.</param>
internal sealed class ListedCohort(string name)
{
    public string Name => name;

    private readonly List<Member> _members = [];
    private readonly List<string> _goLives = [];
    private readonly List<string> _zones = [];
    private readonly List<string> _leads = [];

    public IReadOnlyList<Member> Members => _members;

    /// <summary>The go-live dates its rows state, without duplicates.</summary>
    public IReadOnlyList<string> GoLives => _goLives;

    /// <summary>The time zones its rows state.</summary>
    public IReadOnlyList<string> Zones => _zones;

    /// <summary>The implementation managers its rows state.</summary>
    public IReadOnlyList<string> Leads => _leads;

    /// <summary>Adds a member, with what their row says about the cohort.</summary>
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
