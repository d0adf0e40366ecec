namespace TeamsRolloutBot.Storage;

/// <summary>A row as read.</summary>
/// <param name="Partition">The partition key.</param>
/// <param name="Key">The row key.</param>
/// <param name="ETag">The row's version: opaque and never repeated, even after delete and
/// insert.</param>
/// <param name="Values">The properties.</param>
internal sealed record Row(string Partition, string Key, string ETag, RowValues Values);
