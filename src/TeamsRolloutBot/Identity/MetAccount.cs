using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Identity;

/// <summary>Somebody as a roster names them, as far as it may be believed.</summary>
/// <param name="Person">Who; with an address only where it is theirs for certain.</param>
/// <param name="UserId">The platform's id of the person for this bot (<c>29:…</c>).</param>
/// <param name="SignInName">The name they sign in with, normalised like an address; null where it
/// is not known for certain.</param>
/// <param name="Standing">Who the tenant takes them for.</param>
internal sealed record MetAccount(Person Person, string UserId, string? SignInName, Standing Standing);
