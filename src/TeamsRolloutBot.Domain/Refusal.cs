namespace TeamsRolloutBot.Domain;

/// <summary>
/// Why something a person asked for is not done: a sentence for that person, with what to do
/// instead.
/// </summary>
public sealed record Refusal(string Reason);

/// <summary>
/// What is wrong with one field of an input, in a sentence that stands beside the field.
/// </summary>
/// <param name="Field">The field's id.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record FieldError(string Field, string Message);
