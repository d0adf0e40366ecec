namespace TeamsRolloutBot.Storage;

/// <summary>A row as it was read.</summary>
/// <param name="Partition">The partition key.</param>
/// <param name="Key">The row key.</param>
/// <param name="ETag">The version of the row: opaque, and never the same again, even after delete and insert.</param>
/// <param name="Values">The properties.</param>
internal sealed record Row(string Partition, string Key, string ETag, RowValues Values);

/// <summary>A row as somebody read it a moment ago, or as it must be.</summary>
/// <param name="Key">The row key.</param>
/// <param name="Row">The row; null where there is none.</param>
internal readonly record struct KnownRow(string Key, Row? Row);
