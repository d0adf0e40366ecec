using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Hosting.Development.Gallery;

/// <summary>
/// Every card, with typical content and with the longest content validation allows.
/// </summary>
internal sealed partial class CardGallery
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["America/Argentina/ComodRivadavia"];
    private static readonly Instant Now = Instant.FromUtc(2027, 3, 1, 12, 0);

    private readonly bool _isLongest;
    private readonly bool _isHostile;
    private readonly bool _isForeign;
    private readonly StoredRollout _rollout;
    private readonly Participant _participant;

    private CardGallery(bool isLongest, bool isHostile = false, bool isForeign = false)
    {
        _isLongest = isLongest;
        _isHostile = isHostile;
        _isForeign = isForeign;
        _participant = new Participant
        {
            Person = Somebody(1),
            IsMember = true,
            IsImplementationManager = true,
            Role = "project-manager",
        };
        _rollout = new StoredRollout
        {
            TenantId = "tenant",
            CreatedAt = Now,
            Rollout = new Rollout { Id = RolloutId.New(), Owner = Somebody(0), Definition = Definition(), State = RolloutState.Running },
        };
    }

    /// <summary>The names of all cards.</summary>
    public static IEnumerable<string> Names => Typical().All().Keys;

    public static CardGallery Typical() => new(isLongest: false);

    public static CardGallery Longest() => new(isLongest: true);

    /// <summary>
    /// With injection attempts in all typed content, short enough not to be truncated.
    /// </summary>
    public static CardGallery Attacked() => new(isLongest: false, isHostile: true);

    /// <summary>
    /// With letters that none of the bot's own texts contain in all typed content.
    /// </summary>
    public static CardGallery Foreign() => new(isLongest: false, isForeign: true);

    /// <summary>Every card by name, in a given language.</summary>
    public static Dictionary<string, AdaptiveCard> In(Language language, Func<CardGallery> gallery)
    {
        var before = Language.Current;
        try
        {
            Language.Current = language;
            return gallery().All();
        }
        finally
        {
            Language.Current = before;
        }
    }

    /// <summary>A member's checklist, as a base for variations.</summary>
    public static ChecklistModel AChecklist()
    {
        var gallery = Typical();
        return ChecklistModel.Of(gallery._rollout, gallery._rollout.Definition.Cohorts[0], gallery._participant, Now);
    }

    /// <summary>Must appear exactly as typed, without being interpreted.</summary>
    public static string Attack(int length) =>
        Wording.Shorten(
            "[x](http://evil.example) <at>B</at> <\u202Eat>C<\u202E/at> ![i](http://evil.example/i)\n# h\n- **b** `c` <img src=x "
                + "onerror=y> \u202Egnp.exe &lt;at&gt;",
            length);

    /// <summary>Every card by name.</summary>
    public Dictionary<string, AdaptiveCard> All() =>
        new[] { MembersCards(), TrainingCards(), RunningCards(), ManagingCards(), DefinitionCards() }
            .SelectMany(cards => cards)
            .ToDictionary(card => card.Key, card => card.Value);
}
