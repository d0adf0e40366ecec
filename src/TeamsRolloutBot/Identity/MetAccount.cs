using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Identity;

/// <summary>A person from a roster, as far as the roster can be trusted.</summary>
/// <param name="Person">The person; with an address only if it is certainly theirs.</param>
/// <param name="UserId">The platform's id of the person for this bot (<c>29:…</c>).</param>
/// <param name="SignInName">Their sign-in name, normalised like an address; null if not
/// certain.</param>
/// <param name="Standing">Their relation to the tenant.</param>
internal sealed record MetAccount(Person Person, string UserId, string? SignInName, Standing Standing);
