namespace TeamsRolloutBot.Domain;

/// <summary>
/// Why a request was refused: one sentence for the person who made it, saying what to do instead.
/// </summary>
public sealed record Refusal(string Reason);

/// <summary>What is wrong with an input field, as a sentence shown next to the field.</summary>
/// <param name="Field">The field's id.</param>
/// <param name="Message">What is wrong and how to fix it.</param>
public sealed record FieldError(string Field, string Message);
