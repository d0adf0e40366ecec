using Azure.Data.Tables;

namespace TeamsRolloutBot.Storage.AzureTables;

/// <summary>Maps between the port's rows and the service's entities.</summary>
internal static class EntityMapping
{
    public static TableEntity ToEntity(string partition, string key, RowValues values, CommitTrail trail)
    {
        var entity = new TableEntity(partition, key);
        foreach (var (name, value) in values)
        {
            entity[name] = value;
        }

        entity[CommitTrail.PropertyName] = trail.Text;
        return entity;
    }

    public static Row ToRow(TableEntity entity)
    {
        var values = new RowValues(entity.Count);
        foreach (var (name, value) in entity)
        {
            switch (value)
            {
                case var _ when name is "PartitionKey" or "RowKey" or "Timestamp" or "odata.etag" or CommitTrail.PropertyName:
                    break;
                case string text:
                    values.Add(name, text);
                    break;
                case long number:
                    values.Add(name, number);
                    break;
                case int number:
                    values.Add(name, number);
                    break;
                case bool flag:
                    values.Add(name, flag);
                    break;
                case byte[] bytes:
                    values.Add(name, bytes);
                    break;
                default:
                    throw new StorageException(
                        $"The property '{name}' of a stored row has the type {value?.GetType().Name}, which the bot does not write. "
                            + "Was the table changed by hand?",
                        isTransient: false);
            }
        }

        return new(entity.PartitionKey, entity.RowKey, VersionOf(entity).ToString(), values);
    }

    public static AzureRowVersion VersionOf(TableEntity entity) =>
        new(entity.ETag, TrailOf(entity));

    public static CommitTrail TrailOf(TableEntity entity) =>
        new(entity.TryGetValue(CommitTrail.PropertyName, out var trail) && trail is string text ? text : "");
}
