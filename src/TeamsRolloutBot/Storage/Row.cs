namespace TeamsRolloutBot.Storage;

/// <summary>A row as it was read.</summary>
/// <param name="Partition">The partition key.</param>
/// <param name="Key">The row key.</param>
/// <param name="ETag">The version of the row: opaque, and never the same again, even after delete
/// and insert.</param>
/// <param name="Values">The properties.</param>
internal sealed record Row(string Partition, string Key, string ETag, RowValues Values);
