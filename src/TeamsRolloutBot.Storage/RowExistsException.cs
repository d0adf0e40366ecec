namespace TeamsRolloutBot.Storage;

/// <summary>A mutation inserted a row that already exists.</summary>
internal sealed class RowExistsException() : InvalidOperationException("The row to insert already exists.");
