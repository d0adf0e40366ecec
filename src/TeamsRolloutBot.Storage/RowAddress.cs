namespace TeamsRolloutBot.Storage;

/// <summary>The address of a row in its table.</summary>
/// <param name="Partition">The partition key.</param>
/// <param name="Key">The row key.</param>
internal readonly record struct RowAddress(string Partition, string Key);
